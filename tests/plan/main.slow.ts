import { deepEqual, equal } from "node:assert/strict";
import { mapping } from "../../local/program/mapping";
import { runMain, type Meanwhile } from "../commandLine/runMain";

const start = (args: readonly string[], meanwhile?: Meanwhile) => runMain("plan/main.ts", args, meanwhile);

describe("npm run plan", function () {
    this.timeout(60_000);

    it("ends with 0 after two plans: the difference as one JSON document, and nothing else", async () => {
        const { code, stdout, stderr } = await start(["--stack", "staging", "--diff", "dev", "--json"]);

        const { from, to } = mapping(JSON.parse(stdout));
        deepEqual([code, stderr], [0, ""]);
        deepEqual(
            [from, to],
            [
                { stack: "dev", environment: "dev" },
                { stack: "staging", environment: "staging" },
            ],
        );
    });

    it("ends with 0 and no trace where its reader has gone", async () => {
        const { code, stderr } = await start(["--stack", "dev"], { output: "gone" });

        equal(stderr, "");
        equal(code, 0);
    });
});
