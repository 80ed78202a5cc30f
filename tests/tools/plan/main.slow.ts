import { deepEqual, equal, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toRecord } from "../../../offline/toRecord";
import { copyProject } from "../../harness/copyProject";
import { type Meanwhile, runMain } from "../cli/runMain";

const start = (args: readonly string[], meanwhile?: Meanwhile) => runMain("tools/plan/main.ts", args, meanwhile);

describe("npm run plan", function () {
    this.timeout(60_000);

    it("prints its options", async () => {
        const { code, stdout, stderr } = await start(["--help"]);

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--diff NAME.*--json/s);
    });

    it("ends with 1 and one line if its output cannot be written", async function () {
        if (!existsSync("/dev/full")) this.skip();

        const { code, stderr } = await runMain("tools/plan/main.ts", ["--help"], { output: "full" });

        deepEqual([code, stderr], [1, "The output could not be written: ENOSPC: no space left on device, write\n"]);
    });

    it("ends with 2 and one line for a wrong command line", async () => {
        const { code, stdout, stderr } = await start(["--diff", "dev"]);

        deepEqual(
            [code, stdout, stderr],
            [2, "", "--diff: dev: is the planned stack itself; name another with --stack or --diff\n"],
        );
    });

    it("ends with 1 and lists the stacks for an unknown stack", async () => {
        const { code, stdout, stderr } = await start(["--stack", "nope"]);

        deepEqual(
            [code, stdout, stderr],
            [1, "", "stack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging\n"],
        );
    });

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
