import { deepEqual, equal, match } from "node:assert/strict";
import { execFile } from "node:child_process";
import { mapping } from "../../local/program/mapping";
import { projectFolder } from "../../local/program/runProgram";

interface Ended {
    readonly code: number;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command line. */
async function runCost(...args: string[]): Promise<Ended> {
    return await new Promise((resolve) => {
        const command = ["-r", "ts-node/register/transpile-only", "cost/main.ts", ...args];
        const child = execFile(process.execPath, command, { cwd: projectFolder }, (_, stdout, stderr) => {
            resolve({ code: child.exitCode ?? -1, stdout, stderr });
        });
    });
}

describe("npm run cost", function () {
    this.timeout(180_000);

    it("tells its options", async () => {
        const { code, stdout, stderr } = await runCost("--help");

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--ios N.*--storage-gib N.*--json.*--help/s);
    });

    it("ends with 2 and one line where the command line is wrong", async () => {
        const { code, stdout, stderr } = await runCost("--ios", "many");

        deepEqual(
            [code, stdout, stderr],
            [2, "", "--ios: many: must be a whole number from 0 to 10000000000000; set it to one\n"],
        );
    });

    it("ends with 1 and a sentence where a stack cannot be priced", async () => {
        const { code, stdout, stderr } = await runCost("--stack", "nope");

        deepEqual([code, stdout], [1, ""]);
        match(stderr, /\nstack: nope: has no file Pulumi\.nope\.yaml; choose one of dev, prod, staging\n$/);
    });

    it("prices the dev stack as one document, with progress beside it", async () => {
        const { code, stdout, stderr } = await runCost("--json", "--ios", "100000000");

        const document = mapping(JSON.parse(stdout));
        equal(code, 0);
        match(stderr, /Price dev as it is and as it could be/);
        equal(document.stack, "dev");
        deepEqual(document.storageTypes, {
            standard: { instances: 59.86, storage: 1, ios: 20, total: 80.86 },
            ioOptimized: { instances: 77.82, storage: 2.25, ios: 0, total: 80.07 },
            cheaper: "ioOptimized",
            breakEvenIos: 96_050_000,
        });
        const savings = Array.isArray(document.savings) ? document.savings.map(mapping) : [];
        deepEqual(savings.map(({ changes }) => Object.keys(mapping(changes))[0]).sort(), [
            "instanceClass",
            "logRetentionDays",
            "monitoring",
            "monitoringIntervalSeconds",
            "storageType",
            "tracing",
        ]);
    });
});
