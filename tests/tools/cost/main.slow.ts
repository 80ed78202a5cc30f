import { deepEqual, equal, match } from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { runMain } from "../cli/runMain";

describe("npm run cost", function () {
    this.timeout(180_000);

    it("prices the dev stack as one document, with progress beside it", async () => {
        const { code, stdout, stderr } = await runMain("tools/cost/main.ts", ["--json", "--ios", "100000000"]);

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
