import { deepEqual, match } from "node:assert/strict";
import { existsSync } from "node:fs";
import { runMain } from "../cli/runMain";

const start = (args: readonly string[]) => runMain("tools/plan/main.ts", args);

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
});
