import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { compilerFiles } from "../harness/compilerFiles";

describe("the start of the policy pack", () => {
    it("runs the pack without a type check", () => {
        const folder = mkdtempSync(join(tmpdir(), "pack-"));
        const pack = join(folder, "policy");
        for (const file of [...compilerFiles, "policy/package.json", "policy/start.cjs", "policy/tsconfig.json"]) {
            cpSync(join(projectFolder, file), join(folder, file));
        }
        symlinkSync(join(projectFolder, "node_modules"), join(folder, "node_modules"));
        writeFileSync(join(pack, "index.ts"), 'const text: number = "ran";\nprocess.stdout.write(`${text}`);');
        const starter = require.resolve("@pulumi/pulumi/cmd/run-policy-pack");

        // Like the engine, in the folder of the pack. Nothing listens at the address, so the pack reports nothing.
        const { status, stdout } = spawnSync(process.execPath, [starter, "127.0.0.1:1", pack], {
            cwd: pack,
            encoding: "utf8",
        });

        rmSync(folder, { recursive: true });
        assert.deepEqual([status, stdout], [0, "ran"]);
    });
});
