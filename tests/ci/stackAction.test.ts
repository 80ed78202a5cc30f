import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { toRecord } from "../../offline/toRecord";
import { readCiFile, stepsOf } from "./workflows";

const complete = { AWS_ROLE_ARN: "arn", AWS_REGION: "us-east-1", PULUMI_BACKEND_URL: "s3://state" };

describe("the check of an environment's variables", () => {
    it("accepts a job that has all variables", () => {
        const { status, stdout } = check(complete);

        assert.deepEqual([status, stdout], [0, ""]);
    });

    for (const name of Object.keys(complete)) {
        it(`ends a job without ${name}, and says what to do`, () => {
            const { status, stdout } = check({ ...complete, [name]: "" });

            const advice = "this job's environment must have a variable of this name; set it as docs/ci.md says";
            assert.deepEqual([status, stdout], [1, `::error::${name}: is empty: ${advice}\n`]);
        });
    }
});

/** Runs the first step of `.github/actions/stack`, as a runner does. */
function check(env: Readonly<Record<string, string>>): { readonly status: number | null; readonly stdout: string } {
    const [step] = stepsOf(toRecord(readCiFile(".github/actions/stack/action.yml").content.runs));
    const script = String(step?.run);
    return spawnSync("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], { env, encoding: "utf8" });
}
