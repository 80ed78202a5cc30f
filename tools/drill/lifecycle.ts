import { existsSync, rmSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { toRecord } from "../../offline/toRecord";
import { type DrillStack, stackFile } from "./drillStack";
import { type ClusterPlace, deleteUnknown } from "./leftOver";
import { runPulumi } from "./pulumi";

/** Whether the backend has a stack of this name. */
export async function exists(name: string, signal?: AbortSignal): Promise<boolean> {
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
    await runPulumi(["up", "--stack", name, ...unattended], signal);
}

/**
 * Destroys the stack and removes it, and its file, if they exist. Also after a CLI was killed, which leaves the stack
 * locked, and its state without what AWS was creating (docs/ci.md).
 *
 * @param say gets what is waited for.
 * @throws Error if something is left, or may be.
 */
export async function remove(name: string, place: ClusterPlace, say: (detail: string) => void): Promise<void> {
    if (await exists(name)) {
        // Pulumi Cloud refuses it without an update to cancel. A lock that stays is the failure of what follows.
        await runPulumi(["cancel", name, "--yes"]).catch(() => undefined);
        const { known, pending } = await readState(name);
        await deleteUnknown(place, known, say);
        if (pending.length > 0) {
            await runPulumi(["refresh", "--stack", name, ...unattended, "--clear-pending-creates"]);
        }
        await runPulumi(["destroy", "--stack", name, ...unattended]);
        await runPulumi(["stack", "rm", name, "--yes"]);
        rmSync(stackFile(name), { force: true });
        requireNoOthers(pending);
    } else if (existsSync(stackFile(name))) {
        rmSync(stackFile(name));
    }
}

const unattended = ["--yes", "--skip-preview", "--suppress-progress"];

interface DrillState {
    /** The ids of the stack's resources. */
    readonly known: ReadonlySet<string>;
    /** The ends of the URNs of what AWS may have created. */
    readonly pending: readonly string[];
}

async function readState(name: string): Promise<DrillState> {
    const { deployment } = toRecord(JSON.parse(await runPulumi(["stack", "export", "--stack", name])));
    const { resources, pending_operations: operations } = toRecord(deployment);
    return {
        known: new Set(recordsIn(resources).flatMap(({ id }) => (typeof id === "string" ? [id] : []))),
        pending: recordsIn(operations)
            .filter(({ type }) => type === "creating")
            .map(({ resource }) => String(toRecord(resource).urn).replace(/^.*:(?=[^:]+::[^:]+$)/, "")),
    };
}

function recordsIn(values: unknown): readonly Readonly<Record<string, unknown>>[] {
    return (Array.isArray(values) ? values : []).map(toRecord);
}

/** @throws Error that names the pending creations of resources whose ids nobody knows. */
function requireNoOthers(pending: readonly string[]): void {
    const others = pending.filter((each) => !/^Cluster(Instance)?::/.test(each));
    if (others.length > 0) {
        throw new Error(
            `the stack is destroyed, but AWS may have created ${others.join(", ")} when Pulumi was killed; ` +
                "look for it in the account (docs/ci.md#an-update-that-was-killed), and delete it by hand",
        );
    }
}
