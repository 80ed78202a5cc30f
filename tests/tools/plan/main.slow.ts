import { deepEqual, equal } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toRecord } from "../../../offline/toRecord";
import { copyProject } from "../../harness/copyProject";
import { type Meanwhile, runMain } from "../cli/runMain";

const start = (args: readonly string[], meanwhile?: Meanwhile) => runMain("tools/plan/main.ts", args, meanwhile);

describe("npm run plan", function () {
    this.timeout(60_000);

    it("ends with 0 after two plans: the difference as one JSON document, and nothing else", async () => {
        const { code, stdout, stderr } = await start(["--stack", "staging", "--diff", "dev", "--json"]);

        const { from, to } = toRecord(JSON.parse(stdout));
        deepEqual([code, stderr], [0, ""]);
        deepEqual(
            [from, to],
            [
                { stack: "dev", environment: "dev" },
                { stack: "staging", environment: "staging" },
            ],
        );
    });

    it("ends with 1 and one line if it cannot write the artifacts", () => {
        const copy = mkdtempSync(join(tmpdir(), "plan-"));
        copyProject(copy);
        // Root may write to a folder of any mode. A file in its place also refuses root.
        writeFileSync(join(copy, ".artifacts"), "");

        const { status, stdout, stderr } = spawnSync(process.execPath, ["tools/cli/start.cjs", "tools/plan/main.ts"], {
            cwd: copy,
            encoding: "utf8",
        });
        rmSync(copy, { recursive: true });

        deepEqual(
            [status, stdout, stderr],
            [
                1,
                "",
                "Loading Pulumi and the program …\n" +
                    `Nothing was planned. ${copy}/.artifacts: file already exists (EEXIST); move or remove the existing file\n`,
            ],
        );
    });

    it("ends with 0 and without a stack trace if its reader has ended", async () => {
        const { code, stderr } = await start(["--stack", "dev"], { output: "gone" });

        equal(stderr, "");
        equal(code, 0);
    });
});
