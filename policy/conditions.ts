import { isUnknown } from "./values";

/** One condition of a statement. All conditions of a statement must hold. */
export interface Condition {
    /** For instance `StringEquals`. */
    readonly operator: string;
    /** In lower case: AWS ignores case. */
    readonly key: string;
    /** One match is enough. */
    readonly values: readonly unknown[];
}

/**
 * Operators that hold only if the request has the key with one of the values: not `…IfExists`, `ForAllValues:…` or
 * `…Not…`.
 */
const requiring = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;

function areAccounts(values: readonly unknown[]): boolean {
    return values.length > 0 && values.every((value) => isUnknown(value) || /^\d{12}$/.test(String(value)));
}

const accountKeys = ["aws:sourceaccount", "kms:calleraccount"];

/** Whether a condition holds only for its values. */
export function requiresValues({ operator }: Condition): boolean {
    return requiring.test(operator);
}

/** Whether a condition holds only for principals of the accounts that it names. */
export function namesPrincipalsAccount(condition: Condition): boolean {
    return condition.key === "aws:principalaccount" && requiresValues(condition) && areAccounts(condition.values);
}

/** Whether a condition holds only for resources that belong to the accounts that it names. */
export function namesResourcesAccount(condition: Condition): boolean {
    return condition.key === "aws:resourceaccount" && requiresValues(condition) && areAccounts(condition.values);
}

/** Whether a condition holds for principals of all accounts except those that it names. */
export function excludesPrincipalsAccount({ operator, key, values }: Condition): boolean {
    return operator === "StringNotEquals" && key === "aws:principalaccount" && areAccounts(values);
}

/** Whether a condition holds only for resources of the accounts that it names. */
export function namesAccount(condition: Condition): boolean {
    const { key, values } = condition;
    const isArn = key === "aws:sourcearn" || key.startsWith("kms:encryptioncontext:");
    // A pattern before the account could also match the colon, and so any account.
    const exact = isArn ? /^arn:[\w-]+:[\w-]+:[\w-]*:\d{12}:/ : /^\d{12}$/;
    return (
        (isArn || accountKeys.includes(key)) &&
        requiresValues(condition) &&
        values.length > 0 &&
        values.every((value) => isUnknown(value) || exact.test(String(value)))
    );
}
