import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";

/** Where the global set-up tells the suites, which run in processes of their own, the run's folder. */
const folderVariable = "ENGINE_TESTS_FOLDER";

/** Makes the one temporary folder of a run, which holds everything. It goes with this process at the latest. */
export function makeRunFolder(): void {
    process.env[folderVariable] = mkdtempSync(path.join(tmpdir(), "engine-tests-"));
    process.once("exit", removeRunFolder);
}

/** Makes a folder of an engine within the run's. */
export function makeEngineFolder(): string {
    return mkdtempSync(path.join(runFolder(), "engine-"));
}

/** Removes the run's folder. Returns what was still in it. */
export function removeRunFolder(): string[] {
    process.off("exit", removeRunFolder);
    const folder = runFolder();
    const left = readdirSync(folder);
    rmSync(folder, { recursive: true });
    return left;
}

function runFolder(): string {
    const folder = process.env[folderVariable];
    if (folder === undefined) {
        throw new Error("there is no folder for this run: run the suites by npm run test:engine");
    }
    return folder;
}
