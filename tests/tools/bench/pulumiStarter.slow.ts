import assert from "node:assert/strict";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { startByPulumi } from "../../../tools/bench/pulumiStarter";
import { compilerFiles } from "../../harness/compilerFiles";

describe("a program that Pulumi starts by this project's files", () => {
    const folder = mkdtempSync(join(tmpdir(), "started-"));

    before(() => {
        for (const file of ["package.json", ...compilerFiles]) cpSync(join(projectFolder, file), join(folder, file));
        symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
    });

    after(() => {
        rmSync(folder, { recursive: true });
    });

    it("runs without type checking, and what it registers is counted", async () => {
        const started = await start(
            'import { ComponentResource } from "@pulumi/pulumi";\n' +
                'for (const name of ["a", "b"]) new ComponentResource("experimentation:test:Part", name);\n' +
                'const text: number = "ran";\nprocess.stdout.write(`${text}`);',
        );

        assert.deepEqual([started.printed, started.resources], ["ran", 2]);
        assert.ok(started.peakBytes > 50_000_000, `${started.peakBytes} bytes`);
    });

    it("reports the reason of a failure", async () => {
        const run = start('import { RunError } from "@pulumi/pulumi";\nthrow new RunError("instances: 0: too few");');

        await assert.rejects(run, /^Error: the program of dev ended with 32: instances: 0: too few$/);
    });

    async function start(program: string): ReturnType<typeof startByPulumi> {
        writeFileSync(join(folder, "index.ts"), program);
        return await startByPulumi(folder, { stack: "dev", configuration: projectFolder });
    }
});
