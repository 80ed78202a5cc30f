import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toRecord } from "../../offline/toRecord";
import { environmentOf, expand } from "./expressions";
import { byJob, firstStep } from "./workflows";

/** A double of GitHub's CLI: records each call that changes an issue, and lists the open issue. */
const gh = `#!/usr/bin/env bash
case "$*" in
    'issue list '*) printf '%s' "$OPEN_ISSUE" ;;
    "label create $LABEL --force "*) ;;
    "issue create --label $LABEL --title $TITLE "*) echo "create: \${*: -1}" >> "$CALLS" ;;
    'issue comment '* | 'issue close '*) echo "$2 $3: \${*: -1}" >> "$CALLS" ;;
    *) echo "gh does not know: $*" >&2; exit 1 ;;
esac
`;

const github = { server_url: "https://github.com", repository: "o/r", run_id: 1, token: "token" };
const run = "https://github.com/o/r/actions/runs/1";
const causes = {
    "drift.yml": "Some stack differs from main, or could not be looked at",
    "clones.yml": "Some clone is there after its last day, or an account could not be looked at",
};

const cases = [
    { effect: "is not opened", result: "success", issue: "", calls: () => "" },
    { effect: "is closed", result: "success", issue: "7", calls: () => `close 7: Not any more: ${run}\n` },
    { effect: "is opened", result: "failure", issue: "", calls: opened },
    { effect: "gets a comment", result: "failure", issue: "7", calls: () => `comment 7: Still: ${run}\n` },
    // The result of a job that exceeded its time limit.
    { effect: "is opened", result: "cancelled", issue: "", calls: opened },
    { effect: "stays as it is", result: "skipped", issue: "7", calls: () => "" },
];

function opened(cause: string): string {
    return `create: ${cause}: ${run}. What to do: docs/ci.md.\n`;
}

/** What the job `report` of a workflow passes to issue.yml, after a result of the job that looked. */
function inputsOf(workflow: string, result: string): Record<string, string> {
    const report = `${workflow} report`;
    const contexts = { needs: { [String(byJob("needs")[report])]: { result } } };
    const given = Object.entries(toRecord(byJob("with")[report]));
    return Object.fromEntries(given.map(([name, value]) => [name, expand(value, contexts)]));
}

for (const [workflow, cause] of Object.entries(causes)) {
    describe(`the issue of ${workflow}`, () => {
        let folder: string;

        beforeEach(() => {
            folder = mkdtempSync(join(tmpdir(), "issue-"));
            writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
            writeFileSync(join(folder, "calls"), "");
        });

        afterEach(() => {
            rmSync(folder, { recursive: true });
        });

        for (const { effect, result, issue, calls } of cases) {
            it(`${effect} after the result ${result}, if ${issue === "" ? "none" : "one"} is open`, () => {
                const step = firstStep("issue.yml issue");
                const contexts = { github, inputs: inputsOf(workflow, result) };
                const doubles = { PATH: `${folder}:${String(process.env.PATH)}`, OPEN_ISSUE: issue };

                execFileSync("bash", ["-e", "-c", String(step.run)], {
                    env: { ...doubles, CALLS: join(folder, "calls"), ...environmentOf(step, contexts) },
                    stdio: ["ignore", "ignore", "inherit"],
                });

                assert.equal(readFileSync(join(folder, "calls"), "utf8"), calls(cause));
            });
        }
    });
}
