import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { environmentOf } from "./expressions";
import { byJob, firstStep } from "./workflows";

/** A double of GitHub's CLI: records each call that changes an issue, and lists the open issue. */
const gh = `#!/usr/bin/env bash
case "$*" in
    'issue list '*) printf '%s' "$OPEN_ISSUE" ;;
    'label create drift --force '*) ;;
    'issue create --label drift --title '*) echo "create: \${*: -1}" >> "$CALLS" ;;
    'issue comment '* | 'issue close '*) echo "$2 $3: \${*: -1}" >> "$CALLS" ;;
    *) echo "gh does not know: $*" >&2; exit 1 ;;
esac
`;

const github = { server_url: "https://github.com", repository: "o/r", run_id: 1, token: "token" };
const run = "https://github.com/o/r/actions/runs/1";
const opened = `create: Some stack differs from main, or could not be looked at: ${run}. What to do: docs/ci.md.\n`;

const cases = [
    { effect: "is not opened", result: "success", issue: "", calls: "" },
    { effect: "is closed", result: "success", issue: "7", calls: `close 7: No difference any more: ${run}\n` },
    { effect: "is opened", result: "failure", issue: "", calls: opened },
    { effect: "gets a comment", result: "failure", issue: "7", calls: `comment 7: Still: ${run}\n` },
    // The result of a job that exceeded its time limit.
    { effect: "is opened", result: "cancelled", issue: "", calls: opened },
    { effect: "stays as it is", result: "skipped", issue: "7", calls: "" },
];

describe("the issue about drift", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "drift-"));
        writeFileSync(join(folder, "gh"), gh, { mode: 0o755 });
        writeFileSync(join(folder, "calls"), "");
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    for (const { effect, result, issue, calls } of cases) {
        it(`${effect} after the result ${result} of the preview, if ${issue === "" ? "none" : "one"} is open`, () => {
            const step = firstStep("drift.yml report");
            const contexts = { github, needs: { [String(byJob("needs")["drift.yml report"])]: { result } } };
            const doubles = { PATH: `${folder}:${String(process.env.PATH)}`, OPEN_ISSUE: issue };

            execFileSync("bash", ["-e", "-c", String(step.run)], {
                env: { ...doubles, CALLS: join(folder, "calls"), ...environmentOf(step, contexts) },
                stdio: ["ignore", "ignore", "inherit"],
            });

            assert.equal(readFileSync(join(folder, "calls"), "utf8"), calls);
        });
    }
});
