import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { type Job, jobs, jobsWithRole, readCiFile, steps, stepsOf, workflows } from "./workflows";

const namesOf = (some: readonly Job[]) => some.map(({ name }) => name);
const permissionsOf = ({ definition }: Job) => Object.entries(toRecord(definition.permissions));

describe("the workflows", () => {
    it("run for no event that gives the code of a fork the rights of this repository", () => {
        const events = workflows.flatMap(({ content }) => Object.keys(toRecord(content.on)));

        const safe = ["push", "pull_request", "schedule", "workflow_call", "workflow_dispatch"];
        assert.deepEqual([...new Set(events)].sort(), safe.sort());
    });

    it("test every push and every pull request, those to main as a part of their deployment", () => {
        const { on } = readCiFile(".github/workflows/test.yml").content;

        assert.deepEqual(on, { push: { "branches-ignore": ["main"] }, pull_request: null, workflow_call: null });
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
        assert.deepEqual(more, [
            "clones.yml report issues: write",
            "drift.yml report issues: write",
            "drill.yml report issues: write",
            "issue.yml issue issues: write",
            "preview.yml preview pull-requests: write",
        ]);
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

        const wrong = jobsWithRole.filter(({ definition }) => {
            const step = stepsOf(definition).find(({ uses }) => uses === "./.github/actions/stack");
            const session = Number(toRecord(step?.with)["session-seconds"] ?? byDefault);
            return !(Number(definition["timeout-minutes"]) * 60 <= session && session <= longestSession);
        });

        assert.deepEqual(namesOf(wrong), []);
    });

    it("let no failure pass", () => {
        const lenient = [...jobs.map(({ definition }) => definition), ...steps].filter(
            (each) => "continue-on-error" in each,
        );

        assert.deepEqual(lenient, []);
    });

    it("keep the bill of materials of each commit", () => {
        const { definition } = jobs.find(({ name }) => name === "test.yml sbom") ?? {};
        const [, make, keep] = stepsOf(toRecord(definition));

        const kept = toRecord(keep?.with);

        assert.match(String(make?.run), new RegExp(`^npm sbom --package-lock-only .* > ${String(kept.path)}$`));
        assert.equal(kept["if-no-files-found"], "error");
    });
});

/** The longest session of the roles, in seconds: `--max-session-duration` in `docs/ci.md`. */
const longestSession = 7200;
