/** How a check of somebody else's tool is answered. */
export type Answer =
    /** It passes: these rules ask at least as much. */
    | { readonly kind: "passed"; readonly rules: readonly string[] }
    /** It asks for something that is not there. */
    | { readonly kind: "notApplicable"; readonly because: string }
    /** It may fail, and that is meant so. The rules, where there are any, say how far. */
    | { readonly kind: "accepted"; readonly because: string; readonly rules: readonly string[] };

/** A check that AWS Security Hub, Checkov or Prowler makes of resources like these. */
export interface StandardCheck {
    /** As the tool writes it, for instance `RDS.2` or `CKV_AWS_96`. */
    readonly id: string;
    /** What it asks for, in short. */
    readonly asks: string;
    readonly answer: Answer;
}

/** A check that passes where the rules hold. */
export function passed(id: string, asks: string, ...rules: readonly [string, ...string[]]): StandardCheck {
    return { id, asks, answer: { kind: "passed", rules } };
}

/** A check of something that the program does not have. */
export function notApplicable(id: string, asks: string, because: string): StandardCheck {
    return { id, asks, answer: { kind: "notApplicable", because } };
}

/** A check that may fail. */
export function accepted(id: string, asks: string, because: string, ...rules: readonly string[]): StandardCheck {
    return { id, asks, answer: { kind: "accepted", because, rules } };
}
