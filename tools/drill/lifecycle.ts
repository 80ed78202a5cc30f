import { existsSync, rmSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { toRecord } from "../../offline/toRecord";
import { type DrillStack, stackFile } from "./drillStack";
import { runPulumi } from "./pulumi";

/** Whether the backend has a stack of this name. */
export async function exists(name: string, signal: AbortSignal): Promise<boolean> {
    const stacks: unknown = JSON.parse(await runPulumi(["stack", "ls", "--json"], signal));
    return (Array.isArray(stacks) ? stacks : []).some((each) => String(toRecord(each).name).split("/").at(-1) === name);
}

/** Creates an empty stack with its configuration. */
export async function create({ name, secretsProvider, config }: DrillStack): Promise<void> {
    writeFileSync(stackFile(name), stringify({ config }));
    const provider = secretsProvider === undefined ? [] : ["--secrets-provider", secretsProvider];
    await runPulumi(["stack", "init", name, "--no-select", ...provider]);
}

/** Brings the stack up. */
export async function bringUp(name: string, signal: AbortSignal): Promise<void> {
    await runPulumi(["up", "--stack", name, "--yes", "--skip-preview", "--suppress-progress"], signal);
}

/**
 * Destroys the stack and removes it, and its file, if they exist.
 *
 * @throws Error if something is left.
 */
export async function remove(name: string): Promise<void> {
    if (await exists(name, new AbortController().signal)) {
        await runPulumi(["destroy", "--stack", name, "--yes", "--skip-preview", "--suppress-progress"]);
        await runPulumi(["stack", "rm", name, "--yes"]);
    }
    if (existsSync(stackFile(name))) {
        rmSync(stackFile(name));
    }
}
