import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { artifactOf } from "../../tools/local/platform/functions";
import { copyProject } from "../harness/copyProject";
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

/** Runs the program in a copy of the project and returns the functions' code, by name, as JSON. */
async function artifactsOfCopy(): Promise<string> {
    const copy = await mkdtemp(path.join(tmpdir(), "artifacts-"));
    try {
        copyProject(copy);
        const { stdout } = await promisify(execFile)(
            process.execPath,
            ["-r", "ts-node/register/transpile-only", "tests/program/printArtifacts.ts"],
            { cwd: copy, timeout: 60_000, maxBuffer: 10_000_000 },
        );
        return stdout;
    } finally {
        await rm(copy, { recursive: true, force: true });
    }
}
