import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { stacks } from "../program/runs";
import { byJob, type Job, jobs, readCiFile, steps, stepsOf, workflows } from "./workflows";

const namesOf = (some: readonly Job[]) => some.map(({ name }) => name);
const permissionsOf = ({ definition }: Job) => Object.entries(toRecord(definition.permissions));

/** The jobs that may take a role, and those among them that run steps: the others call `up.yml`. */
const withRole = jobs.filter((job) => permissionsOf(job).some(([scope]) => scope === "id-token"));
const takingRole = withRole.filter(({ definition }) => "steps" in definition);

describe("the workflows", () => {
    it("run for no event that gives the code of a fork the rights of this repository", () => {
        const events = workflows.flatMap(({ content }) => Object.keys(toRecord(content.on)));

        const safe = ["push", "pull_request", "schedule", "workflow_call", "workflow_dispatch"];
        assert.deepEqual([...new Set(events)].sort(), safe.sort());
    });

    it("test every push and every pull request, and deploy main alone", () => {
        const on = (workflow: string) => toRecord(readCiFile(`.github/workflows/${workflow}`).content.on);

        const tested = on("test.yml");
        assert.ok("pull_request" in tested && "workflow_call" in tested);
        // Deploy calls the tests for main.
        assert.deepEqual(tested.push, { "branches-ignore": ["main"] });
        assert.deepEqual(on("deploy.yml"), { push: { branches: ["main"] } });
        assert.deepEqual(Object.keys(on("up.yml")), ["workflow_call"]);
    });

    it("give each job its own permissions, and an id-token only to those that take a role", () => {
        const ofWorkflows = workflows.map(({ content }) => content.permissions);
        const more = jobs.flatMap((job) =>
            permissionsOf(job)
                .filter(([scope, access]) => scope !== "id-token" && `${scope}: ${String(access)}` !== "contents: read")
                .map(([scope, access]) => `${job.name} ${scope}: ${String(access)}`),
        );

        assert.deepEqual(
            ofWorkflows,
            workflows.map(() => ({})),
        );
        assert.deepEqual(namesOf(jobs.filter(({ definition }) => !("permissions" in definition))), []);
        assert.deepEqual(more, ["drift.yml report issues: write", "preview.yml preview pull-requests: write"]);
    });

    it("let a job take a role only from an environment, never in a run for a fork or for another branch", () => {
        const conditions = byJob("if");

        assert.deepEqual(
            takingRole.map(({ name, definition }) => [name, definition.environment, conditions[name]]),
            [
                ["drift.yml preview", "${{ matrix.stack }}-preview", "github.ref == 'refs/heads/main'"],
                [
                    "preview.yml preview",
                    "${{ matrix.stack }}-preview",
                    "github.event.pull_request.head.repo.full_name == github.repository",
                ],
                ["up.yml up", "${{ inputs.stack }}", undefined],
            ],
        );
        assert.deepEqual(
            withRole.filter((job) => !takingRole.includes(job)).map(({ definition }) => definition.uses),
            stacks.map(() => "./.github/workflows/up.yml"),
        );
    });

    it("end every job in time", () => {
        const endless = jobs.filter(
            ({ definition }) => !("uses" in definition) && typeof definition["timeout-minutes"] !== "number",
        );

        assert.deepEqual(namesOf(endless), []);
    });

    it("take a role for at least as long as the job may take, and no longer than the role allows", () => {
        const { default: byDefault } = toRecord(
            toRecord(readCiFile(".github/actions/stack/action.yml").content.inputs)["session-seconds"],
        );

        const wrong = takingRole.filter(({ definition }) => {
            const step = stepsOf(definition).find(({ uses }) => uses === "./.github/actions/stack");
            const session = Number(toRecord(step?.with)["session-seconds"] ?? byDefault);
            return !(Number(definition["timeout-minutes"]) * 60 <= session && session <= longestSession);
        });

        assert.deepEqual(namesOf(wrong), []);
    });

    it("bring a commit to dev, then to staging, then to prod, after its tests", () => {
        const needs = byJob("needs");
        const stackOf = (name: string) => toRecord(byJob("with")[name]).stack;

        assert.deepEqual(
            [...stacks].map((stack) => [needs[`deploy.yml ${stack}`], stackOf(`deploy.yml ${stack}`)]),
            [
                ["test", "dev"],
                ["dev", "staging"],
                ["staging", "prod"],
            ],
        );
        assert.equal(byJob("uses")["deploy.yml test"], "./.github/workflows/test.yml");
    });

    it("let no failure pass, and report drift also when the preview failed", () => {
        const lenient = [...jobs.map(({ definition }) => definition), ...steps].filter(
            (each) => "continue-on-error" in each,
        );

        assert.deepEqual(lenient, []);
        assert.deepEqual(
            [byJob("needs")["drift.yml report"], byJob("if")["drift.yml report"]],
            ["preview", "${{ !cancelled() }}"],
        );
    });

    it("apply the policies wherever a change is previewed or made", () => {
        const commands = steps.flatMap(({ run }) => (/pulumi (?!login)/.test(String(run)) ? [String(run)] : []));
        const byAction = steps.map((step) => toRecord(step.with)).filter((inputs) => "command" in inputs);

        const withoutPolicies = [
            ...commands.filter((command) => !command.includes(" --policy-pack policy ")),
            ...byAction.filter(({ policyPacks }) => policyPacks !== "policy").map(({ command }) => String(command)),
        ];
        // The nightly preview looks for differences from main, which has been through the policies.
        assert.equal(withoutPolicies.length, 1);
        assert.match(
            withoutPolicies[0] ?? "",
            / --refresh --expect-no-changes .* --exclude '\*\*aws:secretsmanager\/secretVersion:/,
        );
    });

    it("update a stack once at a time, and never end an update half-way", () => {
        const { group, "cancel-in-progress": isEnded } = toRecord(byJob("concurrency")["up.yml up"]);

        assert.match(String(group), /\$\{\{ inputs\.stack \}\}$/);
        assert.equal(isEnded, false);
    });

    it("keep the bill of materials of each commit", () => {
        const { definition } = jobs.find(({ name }) => name === "test.yml sbom") ?? {};
        const [, make, keep] = stepsOf(toRecord(definition));

        const kept = toRecord(keep?.with);

        assert.match(String(make?.run), new RegExp(`^npm sbom --package-lock-only .* > ${String(kept.path)}$`));
        assert.equal(kept["if-no-files-found"], "error");
    });

    it("preview every stack", () => {
        const matrices = byJob("strategy");

        for (const name of ["drift.yml preview", "preview.yml preview"]) {
            assert.deepEqual(toRecord(matrices[name]).matrix, { stack: [...stacks] });
        }
    });
});

/** The longest session of the roles, in seconds: `--max-session-duration` in `docs/ci.md`. */
const longestSession = 7200;
