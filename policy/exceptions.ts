import { types } from "./resource";

/** A stack, as far as exceptions tell stacks apart. */
export interface StackKind {
    /** The environment, for instance `prod`. Another name has no exceptions of an environment. */
    readonly environment: string;
    /** Whether the stack is about to be destroyed, which its configuration says. */
    readonly decommissioned: boolean;
}

/**
 * Tells what a stack is from its configuration, as the program's settings do.
 *
 * @param get reads one of the project's keys.
 * @param stack the stack's name.
 */
export function stackKind(get: (key: "environment" | "decommission") => string | undefined, stack: string): StackKind {
    const environment = get("environment") ?? "";
    return { environment: environment === "" ? stack : environment, decommissioned: get("decommission") === stack };
}

/** In which stacks an exception holds: an environment, a stack that is to be destroyed, or all of them. */
export type Where = "dev" | "staging" | "prod" | "decommissioned" | "everywhere";

/** Resources that a rule does not hold for. */
export interface Exception {
    /** The rule's identifier. */
    readonly rule: string;
    /** The types of the resources. Default: all that the rule is about. */
    readonly types?: readonly string[];
    /** Their logical names. Default: any. */
    readonly names?: readonly string[];
    readonly where: readonly Where[];
    /** Why it may be otherwise there, as a sentence. */
    readonly reason: string;
}

const madeUp = "Made-up data, and data that are about to be deleted, are not worth what production pays for its own.";

/** All exceptions. Decommissioning lifts what `settings/production.ts` asks of production. */
export const exceptions: readonly Exception[] = [
    {
        rule: "cluster-deletion-protection",
        where: ["dev", "staging", "decommissioned"],
        reason: "They come and go. Pulumi's own protection keeps the cluster until the stack is decommissioned.",
    },
    { rule: "cluster-final-snapshot", where: ["dev"], reason: madeUp },
    { rule: "cluster-backup-retention", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "cluster-two-instances", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "cluster-two-zones", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "instance-monitoring", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "database-events-watched", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "key-watched", where: ["dev", "decommissioned"], reason: madeUp },
    {
        rule: "secret-recovery-window",
        where: ["dev"],
        reason: "A stack that is made and destroyed several times a day leaves no secrets behind.",
    },
    ...["encrypted-by-customer-key", "encrypted-by-own-key"].map((rule): Exception => ({
        rule,
        types: [types.topic],
        names: ["monitoring-key"],
        where: ["everywhere"],
        reason: "It says that the key is disabled or about to be deleted, which it could not under that key.",
    })),
    {
        rule: "security-group-described",
        types: [types.ingressRule, types.egressRule],
        where: ["everywhere"],
        reason: "A rule between two groups names both, and each group says what it is for.",
    },
];

/** Whether an exception holds in a stack. */
export function holdsIn({ where }: Exception, { environment, decommissioned }: StackKind): boolean {
    return where.some(
        (each) => each === "everywhere" || each === environment || (each === "decommissioned" && decommissioned),
    );
}
