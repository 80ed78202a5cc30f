/** The program's result in a check of another tool. */
export type CheckResult =
    /** It passes: these rules require at least as much. */
    | { readonly kind: "passed"; readonly rules: readonly string[] }
    /** It is about something that the program does not have. */
    | { readonly kind: "notApplicable"; readonly because: string }
    /** It may fail: the reason is stated. The rules, if any, still apply. */
    | { readonly kind: "accepted"; readonly because: string; readonly rules: readonly string[] };

/** A check of AWS Security Hub, Checkov or Prowler for such resources. */
export interface StandardCheck {
    /** The tool's own id, for instance `RDS.2` or `CKV_AWS_96`. */
    readonly id: string;
    /** The check's requirement, in short. */
    readonly requirement: string;
    readonly result: CheckResult;
}

/** A check that passes if the rules hold. */
export function passed(id: string, requirement: string, ...rules: readonly [string, ...string[]]): StandardCheck {
    return { id, requirement, result: { kind: "passed", rules } };
}

/** A check of something that the program does not have. */
export function notApplicable(id: string, requirement: string, because: string): StandardCheck {
    return { id, requirement, result: { kind: "notApplicable", because } };
}

/** A check that may fail. */
export function accepted(id: string, requirement: string, because: string, ...rules: readonly string[]): StandardCheck {
    return { id, requirement, result: { kind: "accepted", because, rules } };
}
