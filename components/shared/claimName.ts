import * as pulumi from "@pulumi/pulumi";

/** The claimed names by program run, because one process can run several programs one after the other. */
const takenByRun = new WeakMap<object, Set<string>>();

/**
 * Claims a name for the platform that is being created.
 *
 * @param field the argument that holds the name.
 * @throws if another platform of the same program has claimed it. AWS would refuse it only during the deployment.
 */
export function claimName(field: string, name: string): void {
    const run = pulumi.runtime.getMonitor();
    if (run === undefined) {
        return;
    }
    const taken = takenByRun.get(run) ?? new Set();
    takenByRun.set(run, taken);
    const key = `${field}: ${name}`;
    if (taken.has(key)) {
        throw new pulumi.RunError(`${key}: another platform of this program has it; give each platform its own`);
    }
    taken.add(key);
}
