import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { cp, mkdtemp, rm, symlink } from "node:fs/promises";
import { homedir, tmpdir } from "node:os";
import * as path from "node:path";
import { promisify } from "node:util";
import { artifactOf, type Artifact } from "../../local/platform/functions";
import { projectFolder, type RunOptions } from "../../local/program/runProgram";
import { importHandler } from "../importText";
import { one } from "./resources";
import { changedDev, wholeProgram } from "./runs";

const names = ["access", "database-rotation"] as const;

const others: readonly RunOptions[] = [{ stack: "prod" }, changedDev];

describe("the artifacts", () => {
    let copy: Promise<string>;

    before(() => {
        // The other process works while this one does; its failure is for the test that waits for it.
        copy = artifactsOfCopy();
        copy.catch(() => undefined);
    });

    for (const name of names) {
        describe(`of ${name}`, () => {
            let artifact: Artifact;

            before(async () => {
                artifact = await artifactOf(one(await wholeProgram({ stack: "dev" }), "Function", name));
            });

            it("is one file under 400,000 bytes", () => {
                const { bytes } = artifact;

                assert.ok(bytes > 100_000 && bytes < 400_000, `${bytes} bytes`);
            });

            for (const options of others) {
                it(`is the same for ${options.stackName ?? options.stack}`, async () => {
                    const run = await wholeProgram({ ...options, serialiseAnew: true });

                    const { text } = await artifactOf(one(run, "Function", name));

                    assert.equal(text === artifact.text, true);
                });
            }

            it("exports the handler that is registered", async () => {
                const { handler } = one(await wholeProgram({ stack: "dev" }), "Function", name).inputs;

                assert.equal(handler, "__index.handler");
                await assert.doesNotReject(importHandler(artifact.text));
            });

            const absent: [what: string, pattern: RegExp][] = [
                ["no path of this machine", new RegExp(`${projectFolder}|${homedir()}/|/node_modules/`)],
                ["no source map", /sourceMappingURL/],
                ["nothing of an account or a stack", /123456789012|experimentation-(dev|staging|prod)|vpc-|subnet-/],
                [
                    "none of the SDK's readers of profiles, single sign-on and processes",
                    /fromSSO|fromIni|credential_process/,
                ],
                ["nothing of Pulumi's SDK", /@pulumi\//],
            ];
            for (const [what, pattern] of absent) {
                it(`holds ${what}`, () => {
                    const [found = ""] = pattern.exec(artifact.text) ?? [];

                    assert.equal(found, "");
                });
            }
        });
    }

    describe("of a copy of the project in another folder, made by another process", () => {
        it("are the same bytes", async () => {
            const here = await wholeProgram({ stack: "dev" });

            const elsewhere: unknown = JSON.parse(await copy);

            const expected: Record<string, string> = {};
            for (const name of names) {
                expected[name] = (await artifactOf(one(here, "Function", name))).text;
            }
            assert.deepEqual(elsewhere, expected);
        });
    });
});

/** What the program is made of, without the packages. */
const sources = ["index.ts", "package.json", "tsconfig.json", "Pulumi.yaml", "Pulumi.dev.yaml"];
const folders = ["components", "handlers", "settings", "local"];
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
