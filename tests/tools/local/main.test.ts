import { deepEqual, equal, match } from "node:assert/strict";
import { runMain } from "../cli/runMain";

const start = (args: readonly string[]) => runMain("tools/local/main.ts", args);

describe("npm start", function () {
    this.timeout(60_000);

    it("lists its options", async () => {
        const { code, stdout, stderr } = await start(["--help"]);

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--event JSON.*--json.*--keep.*--help/s);
    });

    it("ends with 2 and one line for a usage error", async () => {
        const { code, stdout, stderr } = await start(["--event", "x"]);

        deepEqual(
            [code, stdout, stderr],
            [2, "", `--event: x: must be JSON; quote it as '{"action":"healthCheck"}'\n`],
        );
    });

    it("ends with 1 and a message without a stack trace if a step fails", async () => {
        const { code, stderr } = await start(["--stack", "nope"]);

        equal(code, 1);
        equal(stderr, "\nstack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging\n");
    });
});
