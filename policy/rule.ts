import type { Resource } from "./resource";

/** What a rule says of itself. */
export interface RuleText {
    /** Lower case, words with hyphens. Exceptions, checks and the CLI name the rule by it. */
    readonly id: string;
    /** `mandatory` refuses a preview or an update, `advisory` warns. */
    readonly enforcement: "mandatory" | "advisory";
    readonly severity: "low" | "medium" | "high" | "critical";
    /** What holds, as a sentence. */
    readonly what: string;
    /** What happens where it does not, as a sentence. */
    readonly reason: string;
    /** What to do, as the end of a sentence. */
    readonly fix: string;
    /** The resources that the rule is about. */
    readonly appliesTo: (resource: Resource) => boolean;
}

/** A rule that looks at one resource, before it is made or changed. */
export interface ResourceRule extends RuleText {
    readonly scope: "resource";
    /** The resource's problems, each `property: value: what is wrong`. */
    readonly problems: (resource: Resource) => readonly string[];
}

/** A rule that looks at one resource among all of its stack, when all are planned or made. */
export interface StackRule extends RuleText {
    readonly scope: "stack";
    /** The resource's problems, each `property: value: what is wrong`. */
    readonly problems: (resource: Resource, stack: readonly Resource[]) => readonly string[];
}

/** A rule of the pack. A value that is not known yet is no problem: the update knows it. */
export type Rule = ResourceRule | StackRule;
