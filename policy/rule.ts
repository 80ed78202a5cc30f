import type { Resource } from "./resource";

/** The texts and the scope of a rule. */
export interface RuleText {
    /** Lower case, words with hyphens. Exceptions, standards and the CLI refer to the rule by it. */
    readonly id: string;
    /** `mandatory` refuses a preview or an update, `advisory` warns. */
    readonly enforcement: "mandatory" | "advisory";
    readonly severity: "low" | "medium" | "high" | "critical";
    /** The requirement, as a sentence. */
    readonly what: string;
    /** What happens otherwise, as a sentence. */
    readonly reason: string;
    /** What to do, as the end of a message. */
    readonly fix: string;
    /** Selects the resources that the rule applies to. */
    readonly appliesTo: (resource: Resource) => boolean;
}

/** A rule that checks one resource, before it is created or changed. */
export interface ResourceRule extends RuleText {
    readonly scope: "resource";
    /** The resource's problems, each `property: value: what is wrong`. */
    readonly problems: (resource: Resource) => readonly string[];
}

/** A rule that checks one resource among all resources of the stack, at the end of a preview or an update. */
export interface StackRule extends RuleText {
    readonly scope: "stack";
    /** The resource's problems, each `property: value: what is wrong`. */
    readonly problems: (resource: Resource, stack: readonly Resource[]) => readonly string[];
}

/** A rule of the pack. An unknown value is no problem: the update checks it again. */
export type Rule = ResourceRule | StackRule;
