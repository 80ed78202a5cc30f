import * as pulumi from "@pulumi/pulumi";

/** The names taken so far, by the run that took them: one process may run several programs, one after the other. */
const takenByRun = new WeakMap<object, Set<string>>();

/**
 * Takes a name for the platform that is being made.
 *
 * @param field the argument that holds the name.
 * @throws where another platform of the same program has it: AWS would refuse it only half-way through.
 */
export function takeName(field: string, name: string): void {
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
