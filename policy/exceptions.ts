import { types } from "./resource";

/** The facts about a stack that exceptions depend on. */
export interface StackKind {
    /** The environment, for instance `prod`. An unknown name has no exceptions. */
    readonly environment: string;
    /** Whether the configuration decommissions the stack, so that it can be destroyed. */
    readonly decommissioned: boolean;
}

/**
 * Reads a stack's kind from its configuration, as the program's settings do.
 *
 * @param get reads one of the project's keys.
 * @param stack the stack's name.
 */
export function stackKind(get: (key: "environment" | "decommission") => string | undefined, stack: string): StackKind {
    const environment = get("environment") ?? "";
    return { environment: environment === "" ? stack : environment, decommissioned: get("decommission") === stack };
}

/** The stacks in which an exception holds: those of an environment, decommissioned ones, or all. */
export type Where = "dev" | "staging" | "prod" | "decommissioned" | "everywhere";

/** Resources that may break a rule. */
export interface Exception {
    /** The rule's identifier. */
    readonly rule: string;
    /** The types of the resources. Default: all that the rule applies to. */
    readonly types?: readonly string[];
    /** Their logical names. Default: any. */
    readonly names?: readonly string[];
    readonly where: readonly Where[];
    /** The reason for the exception, as a sentence. */
    readonly reason: string;
}

const madeUp = "Test data, and data that will be deleted, do not justify the cost of production.";

/** All exceptions. Decommissioning lifts the requirements of `settings/production.ts`. */
export const exceptions: readonly Exception[] = [
    {
        rule: "cluster-deletion-protection",
        where: ["dev", "staging", "decommissioned"],
        reason: "Such stacks are created and destroyed often. Pulumi's own protection keeps the cluster until the stack is decommissioned.",
    },
    { rule: "cluster-final-snapshot", where: ["dev"], reason: madeUp },
    { rule: "cluster-backup-retention", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "cluster-two-instances", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "cluster-two-zones", where: ["dev", "decommissioned"], reason: madeUp },
    {
        rule: "cluster-never-pauses",
        where: ["dev", "staging", "decommissioned"],
        reason: "Nobody depends on such a stack at night, and a paused instance costs nothing.",
    },
    {
        rule: "cluster-data-api-reason",
        where: ["dev", "staging", "decommissioned"],
        reason: "Test data needs no recorded reason for the Data API.",
    },
    { rule: "instance-monitoring", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "database-events-watched", where: ["dev", "decommissioned"], reason: madeUp },
    { rule: "key-watched", where: ["dev", "decommissioned"], reason: madeUp },
    {
        rule: "secret-recovery-window",
        where: ["dev"],
        reason: "A stack that is created and destroyed several times a day must leave no secrets behind.",
    },
    ...["encrypted-by-customer-key", "encrypted-by-own-key"].map((rule): Exception => ({
        rule,
        types: [types.topic],
        names: ["monitoring-key"],
        where: ["everywhere"],
        reason: "The topic reports that the key is disabled or scheduled for deletion, so the key must not encrypt it.",
    })),
    {
        rule: "security-group-described",
        types: [types.ingressRule, types.egressRule],
        where: ["everywhere"],
        reason: "A rule between two groups names both, and each group has a description.",
    },
];

/** Whether an exception holds in a stack. */
export function holdsIn({ where }: Exception, { environment, decommissioned }: StackKind): boolean {
    return where.some(
        (each) => each === "everywhere" || each === environment || (each === "decommissioned" && decommissioned),
    );
}
