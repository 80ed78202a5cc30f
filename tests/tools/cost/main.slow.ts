import { deepEqual, equal, match } from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
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

    it("prices the dev stack as one document, with progress beside it", async () => {
        const { code, stdout, stderr } = await runCost("--json", "--ios", "100000000");

        const document = toRecord(JSON.parse(stdout));
        equal(code, 0);
        match(stderr, /Price dev with its settings and with cheaper ones/);
        equal(document.stack, "dev");
        deepEqual(document.storageTypes, {
            standard: { instances: 59.86, storage: 1, ios: 20, total: 80.86 },
            ioOptimized: { instances: 77.82, storage: 2.25, ios: 0, total: 80.07 },
            cheaper: "ioOptimized",
            breakEvenIos: 96_050_000,
        });
        const savings = Array.isArray(document.savings) ? document.savings.map(toRecord) : [];
        deepEqual(savings.map(({ changes }) => Object.keys(toRecord(changes))[0]).sort(), [
            "instanceClass",
            "logRetentionDays",
            "monitoring",
            "monitoringIntervalSeconds",
            "storageType",
            "tracing",
        ]);
    });
});
