import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { artifactOf } from "../../tools/local/platform/functions";
import { projectFolder } from "../../offline/runProgram";
import { one } from "./resources";
import { wholeProgram } from "./runs";

describe("the artifacts of a copy of the project in another folder, made by another process", function () {
    this.timeout(60_000);

    it("are the same bytes", async () => {
        const here = await wholeProgram({ stack: "dev" });

        const elsewhere: unknown = JSON.parse(await artifactsOfCopy());

        const expected: Record<string, unknown> = {};
        for (const name of ["access", "database-rotation"]) {
            const { text, otherFiles } = await artifactOf(one(here, "Function", name));
            expected[name] = { text, otherFiles };
        }
        assert.deepEqual(elsewhere, expected);
    });
});

/** What the program is made of, without the packages. */
const sources = ["index.ts", "nodeVersion.cjs", "package.json", "tsconfig.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
const folders = ["components", "handlers", "settings", "cache", "offline", "tools"];
const script = "tests/program/printArtifacts.ts";

/** Runs the program in a copy of the project and returns the functions' code, by name, as JSON. */
async function artifactsOfCopy(): Promise<string> {
    const copy = await mkdtemp(path.join(tmpdir(), "artifacts-"));
    try {
        for (const part of [...sources, ...folders, script]) {
            await cp(path.join(projectFolder, part), path.join(copy, part), { recursive: true });
        }
        await symlink(path.join(projectFolder, "node_modules"), path.join(copy, "node_modules"));
        const { stdout } = await promisify(execFile)(
            process.execPath,
            ["-r", "ts-node/register/transpile-only", script],
            { cwd: copy, timeout: 60_000, maxBuffer: 10_000_000 },
        );
        return stdout;
    } finally {
        await rm(copy, { recursive: true, force: true });
    }
}
