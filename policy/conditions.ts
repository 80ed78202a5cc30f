import { isUnknown } from "./values";

/** One condition of a statement. All that a statement has must hold. */
export interface Condition {
    /** For instance `StringEquals`. */
    readonly operator: string;
    /** In lower case: AWS does not tell cases apart. */
    readonly key: string;
    /** One of them is enough. */
    readonly values: readonly unknown[];
}

/**
 * Operators that hold only where the request has the key, with one of the values: not `…IfExists`, `ForAllValues:…` or
 * `…Not…`.
 */
const asking = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/i;

function areAccounts(values: readonly unknown[]): boolean {
    return values.length > 0 && values.every((value) => isUnknown(value) || /^\d{12}$/.test(String(value)));
}

const accountKeys = ["aws:sourceaccount", "kms:calleraccount"];

/** Whether a condition holds for its values alone. */
export function asksForValues({ operator }: Condition): boolean {
    return asking.test(operator);
}

/** Whether a condition holds for principals of accounts that it names, and for no others. */
export function namesPrincipalsAccount(condition: Condition): boolean {
    return condition.key === "aws:principalaccount" && asksForValues(condition) && areAccounts(condition.values);
}

/** Whether a condition holds for principals of all accounts but those that it names. */
export function excludesPrincipalsAccount({ operator, key, values }: Condition): boolean {
    return operator === "StringNotEquals" && key === "aws:principalaccount" && areAccounts(values);
}

/** Whether a condition holds for resources of accounts that it names, and for no others. */
export function namesAccount(condition: Condition): boolean {
    const { key, values } = condition;
    const isArn = key === "aws:sourcearn" || key.startsWith("kms:encryptioncontext:");
    // A pattern before the account could stand for the colon too, and so for any account.
    const exact = isArn ? /^arn:[\w-]+:[\w-]+:[\w-]*:\d{12}:/ : /^\d{12}$/;
    return (
        (isArn || accountKeys.includes(key)) &&
        asksForValues(condition) &&
        values.length > 0 &&
        values.every((value) => isUnknown(value) || exact.test(String(value)))
    );
}
