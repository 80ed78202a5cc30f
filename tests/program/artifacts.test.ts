import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { homedir } from "node:os";
import { authoritiesBundle } from "../../components/function/bundle";
import { authoritiesOf } from "../../handlers/shared/authorities";
import { projectFolder, type RunOptions } from "../../offline/runProgram";
import { type Artifact, artifactOf } from "../../tools/local/platform/functions";
import { importHandler } from "../harness/importText";
import { one } from "./resources";
import { changedDev, region, wholeProgram } from "./runs";

const names = ["access", "database-rotation"] as const;

const others: readonly RunOptions[] = [{ stack: "prod" }, changedDev];

describe("the artifacts", () => {
    for (const name of names) {
        describe(`of ${name}`, () => {
            let artifact: Artifact;

            before(async () => {
                artifact = await artifactOf(one(await wholeProgram({ stack: "dev" }), "Function", name));
            });

            it("holds its code in one file under 450,000 bytes", () => {
                const { bytes } = artifact;

                assert.ok(bytes > 100_000 && bytes < 450_000, `${bytes} bytes`);
            });

            for (const options of others) {
                it(`is the same for ${options.stackName ?? options.stack}`, async () => {
                    const run = await wholeProgram({ ...options, serialiseAnew: true });

                    const other = await artifactOf(one(run, "Function", name));

                    assert.equal(other.text === artifact.text, true);
                    assert.deepEqual(other.otherFiles, artifact.otherFiles);
                });
            }

            it("has the three authorities of the stack's region beside its code", () => {
                const { otherFiles } = artifact;

                assert.deepEqual(otherFiles, {
                    "rds-authorities.pem": authoritiesOf(region, readFileSync(authoritiesBundle, "utf8"))
                        .map((certificate) => `${certificate}\n`)
                        .join(""),
                });
            });

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
});
