import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { type Contexts, isRun, type Status } from "./expressions";
import { byHand, forkedPullRequest, nightly, pullRequest, push } from "./runs";
import { actions, jobs, readCiFile, stepsOf } from "./workflows";

const ownPullRequest = pullRequest();

/** The jobs of a workflow that run, by their keys. */
function jobsOf(workflow: string, contexts: Contexts, status?: Status): readonly string[] {
    const { jobs: ofWorkflow } = readCiFile(`.github/workflows/${workflow}`).content;
    return Object.entries(toRecord(ofWorkflow))
        .filter(([, job]) => isRun(toRecord(job), contexts, status))
        .map(([key]) => key);
}

describe("the conditions of jobs and steps", () => {
    it("let a pull request of this repository be previewed, and one of a fork only get a notice", () => {
        assert.deepEqual(jobsOf("preview.yml", ownPullRequest), ["preview"]);
        assert.deepEqual(jobsOf("preview.yml", forkedPullRequest), ["fork"]);
    });

    it("let only main be compared with AWS", () => {
        assert.deepEqual(jobsOf("drift.yml", nightly), ["preview", "report"]);
        assert.deepEqual(jobsOf("drift.yml", byHand("main")), ["preview", "report"]);
        // Without a preview, the report's script neither opens nor closes an issue: issue.test.ts.
        assert.deepEqual(jobsOf("drift.yml", byHand("other"), "success"), ["report"]);
    });

    it("let only main look for clones", () => {
        assert.deepEqual(jobsOf("clones.yml", nightly), ["find", "report"]);
        assert.deepEqual(jobsOf("clones.yml", byHand("main")), ["find", "report"]);
        assert.deepEqual(jobsOf("clones.yml", byHand("other"), "success"), ["report"]);
    });

    for (const [workflow, runs] of Object.entries({
        "test.yml": [push(), push({ branch: "other" }), ownPullRequest, forkedPullRequest],
        "deploy.yml": [push()],
        "up.yml": [push()],
    })) {
        it(`skip no job of ${workflow}`, () => {
            const all = Object.keys(toRecord(readCiFile(`.github/workflows/${workflow}`).content.jobs));

            for (const run of runs) {
                assert.deepEqual(jobsOf(workflow, run), all);
            }
        });
    }

    it("start no job after a failure, so that nothing untested is deployed, but report what is unknown", () => {
        const started = (status: Status) =>
            jobs.filter(({ definition }) => isRun(definition, nightly, status)).map(({ name }) => name);

        const cleaning = "drill.yml clean";
        assert.deepEqual(started("failure"), ["clones.yml report", "drift.yml report", cleaning, "drill.yml report"]);
        assert.deepEqual(started("cancelled"), [cleaning]);
    });

    it("skip no step of a job, save after a failure", () => {
        const steps = jobs.flatMap(({ name, definition }) => stepsOf(definition).map((step) => ({ name, step })));

        for (const run of [nightly, push(), ownPullRequest, forkedPullRequest, byHand("main")]) {
            assert.deepEqual(
                steps.filter(({ step }) => !isRun(step, run) || isRun(step, run, "failure")),
                [],
            );
        }
    });

    it("skip no step of a composite action, save the installation of the CLI in a job that does not request it", () => {
        const skipped = (pulumi: string) =>
            actions.flatMap(({ content }) =>
                stepsOf(toRecord(content.runs)).filter((step) => !isRun(step, { inputs: { pulumi } })),
            );

        assert.deepEqual(skipped("true"), []);
        assert.ok(skipped("false").length > 0);
        assert.deepEqual(
            skipped("false").filter((step) => !/pulumi/.test(JSON.stringify(step))),
            [],
        );
    });

    it("let every job that runs the CLI, or tests with it, install it", () => {
        const isInstalling = (step: Readonly<Record<string, unknown>>) =>
            step.uses === "./.github/actions/stack" || toRecord(step.with).pulumi === "true";
        const stack = toRecord(readCiFile(".github/actions/stack/action.yml").content.runs);
        const users = [...jobs.map(({ definition }) => definition), stack].filter((definition) =>
            stepsOf(definition).some(({ run }) => /\bpulumi (?!\))|test:engine/.test(String(run))),
        );

        assert.ok(users.length > 2);
        assert.deepEqual(
            users.filter((definition) => !stepsOf(definition).some(isInstalling)),
            [],
        );
    });
});
