import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { stacks } from "../program/runs";
import { packageJson } from "./packageJson";
import { actions, jobs, readCiFile, steps, workflows } from "./workflows";

describe("the steps of the workflows", () => {
    const used = [...workflows, ...actions].flatMap(({ text }) =>
        [...text.matchAll(/^[\s-]*uses: (.*)$/gm)].map(([, action]) => String(action)),
    );
    const others = used.filter((action) => !action.startsWith("./"));

    it("pin the actions of others to a commit, with its version beside it, each to one", () => {
        const pinned = others.filter((action) => /^[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action));

        const names = new Set(others.map((action) => action.replace(/@.*/, "")));
        assert.ok(others.length > 0);
        assert.deepEqual(pinned, others);
        assert.equal(new Set(others).size, names.size);
    });

    it("use actions and workflows of this repository that are there, with inputs that they have", () => {
        const local = [...steps, ...jobs.map(({ definition }) => definition)].filter(
            ({ uses }) => typeof uses === "string" && uses.startsWith("./"),
        );

        const wrong = local.filter((step) => !givesInputs(String(step.uses), Object.keys(toRecord(step.with))));

        assert.equal(local.length, used.length - others.length);
        assert.deepEqual(wrong, []);
    });

    it("put no expression into a shell's text", () => {
        const scripts = steps.flatMap(({ run }) => (typeof run === "string" ? [run] : []));

        assert.ok(scripts.length > 0);
        assert.deepEqual(
            scripts.filter((script) => script.includes("${{")),
            [],
        );
    });

    it("leave no credential in the checkout", () => {
        const checkouts = steps.filter(({ uses }) => String(uses).startsWith("actions/checkout@"));

        assert.ok(checkouts.length > 0);
        assert.deepEqual(
            checkouts.map((step) => step.with),
            checkouts.map(() => ({ "persist-credentials": false })),
        );
    });

    it("run the check and all the tests of package.json, and no script that it lacks", () => {
        const scripts = Object.keys(toRecord(packageJson().scripts));

        const names = npmCommands.flatMap(
            (command) => /^(?:run )?(?!ci|run|sbom)([\w:]+)/.exec(command)?.slice(1) ?? [],
        );

        assert.deepEqual(
            scripts.filter((script) => /^(check|test)(:|$)/.test(script) && !names.includes(script)),
            [],
        );
        assert.deepEqual(
            names.filter((name) => !scripts.includes(name)),
            [],
        );
    });

    it("start the platform of every stack", () => {
        const started = npmCommands.filter((command) => command.startsWith("start"));

        assert.deepEqual(
            started,
            stacks.map((stack) => `start -- --stack ${stack}`),
        );
    });
});

/** The arguments of each call of npm. */
const npmCommands = steps.flatMap(({ run }) =>
    [...String(run).matchAll(/\bnpm (.*)/g)].map(([, command]) => String(command)),
);

/** Whether a call of a local action or workflow passes all required inputs and no unknown ones. */
function givesInputs(uses: string, given: readonly string[]): boolean {
    const workflow = uses.endsWith(".yml");
    const file = workflow ? uses : `${uses}/action.yml`;
    if (!existsSync(join(projectFolder, file))) {
        return false;
    }
    const called = readCiFile(file).content;
    const inputs = toRecord((workflow ? toRecord(toRecord(called.on).workflow_call) : called).inputs);
    const required = Object.keys(inputs).filter((name) => toRecord(inputs[name]).required === true);
    return given.every((name) => name in inputs) && required.every((name) => given.includes(name));
}
