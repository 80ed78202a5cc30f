import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { type Guard, startGuard } from "../../../tools/local/processes/guard";

/** The environment variable with the run's folder, for the suites' separate processes. */
const folderVariable = "ENGINE_TESTS_FOLDER";

const idFile = "suite.pid";

let guard: Guard | undefined;

/** Creates the only temporary folder of a run. It is removed at the latest when this process ends. */
export function makeRunFolder(): void {
    const folder = mkdtempSync(path.join(tmpdir(), "engine-tests-"));
    process.env[folderVariable] = folder;
    guard = startGuard(folder, { idFile, signal: "KILL" });
}

/** Creates a folder for an engine within the run's. */
export function makeEngineFolder(): string {
    const folder = mkdtempSync(path.join(runFolder(), "engine-"));
    writeFileSync(path.join(folder, idFile), `${process.pid}\n`);
    return folder;
}

/** Removes the run's folder. Returns its remaining entries. */
export async function removeRunFolder(): Promise<string[]> {
    const folder = runFolder();
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true });
    await guard?.release();
    return left;
}

function runFolder(): string {
    const folder = process.env[folderVariable];
    if (folder === undefined) {
        throw new Error("there is no folder for this run: run the suites by npm run test:engine");
    }
    return folder;
}
