import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { toRecord } from "../../offline/toRecord";
import { jobs, readCiFile, stepsOf } from "./workflows";

const install = readCiFile(".github/actions/install/action.yml").content;
const stack = readCiFile(".github/actions/stack/action.yml").content;

/** The inputs with which each job of a workflow, or the action of the jobs with a role, installs the packages. */
const calls = [
    ...jobs.map(({ name, definition }) => [name, definition] as const),
    ["stack", toRecord(stack.runs)] as const,
]
    .flatMap(([name, definition]) => stepsOf(definition).map((step) => [name, step] as const))
    .filter(([, { uses }]) => uses === "./.github/actions/install")
    .map(([name, step]) => [name, toRecord(step.with)["install-scripts"]] as const);

describe("the installation of the packages", () => {
    it("runs their scripts only in the jobs that start PostgreSQL, which have no role", () => {
        const withScripts = calls.filter(([, scripts]) => scripts !== undefined).map(([name]) => name);

        const roles = jobs.filter(({ definition }) => "id-token" in toRecord(definition.permissions));
        assert.ok(calls.length > withScripts.length);
        assert.deepEqual(withScripts.sort(), ["test.yml faults", "test.yml test"]);
        assert.deepEqual(
            roles.map(({ name }) => name).filter((name) => withScripts.includes(name)),
            [],
        );
    });

    it("runs no script by default", () => {
        const scripts = toRecord(toRecord(install.inputs)["install-scripts"]);
        const step = stepsOf(toRecord(install.runs)).find(({ run }) => String(run).startsWith("npm ci"));

        const commands = ["true", "false"].map((ignore) => npmArguments(String(step?.run), ignore));

        assert.equal(scripts.default, "false");
        assert.deepEqual(step?.env, { IGNORE_SCRIPTS: "${{ inputs.install-scripts != 'true' }}" });
        assert.deepEqual(commands, ["ci --ignore-scripts=true\n", "ci --ignore-scripts=false\n"]);
    });
});

/** The arguments with which the step calls npm. */
function npmArguments(script: string, ignoreScripts: string): string {
    const env = { ...process.env, IGNORE_SCRIPTS: ignoreScripts };
    const echo = 'npm() { echo "$@"; }';
    return spawnSync("bash", ["-eo", "pipefail", "-c", `${echo}\n${script}`], { env, encoding: "utf8" }).stdout;
}
