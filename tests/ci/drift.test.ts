import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { firstStep } from "./workflows";

/** A double of GitHub's CLI: records its first two or three words, and returns a list of issues. */
const gh = `#!/usr/bin/env bash
case "$*" in
    'issue list '*) printf '%s' "$OPEN_ISSUE" ;;
    'label create drift --force '*) ;;
    'issue create --label drift --title '*) echo "create: \${*: -1}" >> "$CALLS" ;;
    'issue comment '* | 'issue close '*) echo "$2 $3: \${*: -1}" >> "$CALLS" ;;
    *) echo "gh does not know: $*" >&2; exit 1 ;;
esac
`;

const run = "https://github.com/o/r/actions/runs/1";
const opened = `create: Some stack differs from main, or could not be looked at: ${run}. What to do: docs/ci.md.\n`;

const cases = [
    { result: "success", issue: "", calls: "" },
    { result: "success", issue: "7", calls: `close 7: No difference any more: ${run}\n` },
    { result: "failure", issue: "", calls: opened },
    { result: "failure", issue: "7", calls: `comment 7: Still: ${run}\n` },
    // The result of a job that exceeded its time limit.
    { result: "cancelled", issue: "", calls: opened },
    { result: "skipped", issue: "7", calls: "" },
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

    for (const { result, issue, calls } of cases) {
        it(`after a ${result}, ${issue === "" ? "none being open" : "one being open"}`, () => {
            const environment = { OPEN_ISSUE: issue, CALLS: join(folder, "calls"), RESULT: result, RUN: run };

            execFileSync("bash", ["-e", "-c", String(firstStep("drift.yml report").run)], {
                env: { PATH: `${folder}:${String(process.env.PATH)}`, ...environment },
                stdio: ["ignore", "ignore", "inherit"],
            });

            assert.equal(readFileSync(join(folder, "calls"), "utf8"), calls);
        });
    }
});
