import { deepEqual, match } from "node:assert/strict";
import { runMain } from "../cli/runMain";

const runCost = (...args: string[]) => runMain("tools/cost/main.ts", args);

describe("npm run cost", function () {
    this.timeout(180_000);

    it("prints its options", async () => {
        const { code, stdout, stderr } = await runCost("--help");

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--ios N.*--storage-gib N.*--json.*--help/s);
    });

    it("ends with 2 and one line for a wrong command line", async () => {
        const { code, stdout, stderr } = await runCost("--ios", "many");

        deepEqual(
            [code, stdout, stderr],
            [2, "", "--ios: many: must be a whole number from 0 to 10000000000000; write it in digits, or as 1e9\n"],
        );
    });

    it("ends with 1 and a sentence for a stack that cannot be priced", async () => {
        const { code, stdout, stderr } = await runCost("--stack", "nope");

        deepEqual([code, stdout], [1, ""]);
        match(stderr, /\nstack: nope: has no file Pulumi\.nope\.yaml; choose one of dev, prod, staging\n$/);
    });
});
