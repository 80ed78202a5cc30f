import { isArnPattern, matchesArn } from "./wildcard";

/** One entry of a policy's `Condition` block: the request's value for `key` must match one of `values`. */
export interface Condition {
    readonly operator: OperatorName;
    /** In lower case, because condition keys are not case-sensitive in AWS. */
    readonly key: string;
    readonly values: readonly string[];
}

type OperatorName = keyof typeof operators;

/** The operators that this program registers. `parseConditions` refuses all others. */
const operators = {
    StringEquals: (expected: string, actual: string) => expected === actual,
    // AWS treats the two alike: both accept wildcards and compare part by part.
    ArnEquals: matchesArn,
    ArnLike: matchesArn,
    Bool: (expected: string, actual: string) => expected.toLowerCase() === actual.toLowerCase(),
    StringNotEquals: (expected: string, actual: string) => expected === actual,
    ArnNotLike: matchesArn,
} satisfies Record<string, (expected: string, actual: string) => boolean>;

/**
 * Negated operators are true if no value matches, and also if the request lacks the key
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
const negated: readonly OperatorName[] = ["StringNotEquals", "ArnNotLike"];

/**
 * The keys that the local platform sets in a request, and `kms:GrantIsForAWSResource`, which applies to grants that it
 * never requests. Other keys are refused: a condition on them would never match, so a Deny would silently have no
 * effect.
 */
const knownKeys = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
    "aws:resourceaccount",
    "aws:securetransport",
    "aws:sourceaccount",
    "aws:sourcearn",
    "kms:calleraccount",
    "kms:grantisforawsresource",
    "kms:viaservice",
    "lambda:sourcefunctionarn",
];
const encryptionContextPrefix = "kms:encryptioncontext:";

/**
 * Reads a statement's `Condition` element. `where` names the statement in the message.
 *
 * @throws if it holds an operator, a key or a value that the local evaluator does not support.
 */
export function parseConditions(source: unknown, where: string): Condition[] {
    if (source === undefined) {
        return [];
    }
    return entriesOf(source, `${where}: Condition`).flatMap(([operator, keys]) => {
        if (!isOperator(operator)) {
            throw new Error(
                `${where}: the condition operator ${operator} is not supported by the local evaluator; ` +
                    `use one of ${Object.keys(operators).join(", ")}, or add support in tools/local/iam/condition.ts.`,
            );
        }
        return entriesOf(keys, `${where}: ${operator}`).map(([key, values]) => ({
            operator,
            key: knownKey(key, where),
            values: parseValues(values, operator, `${where}: ${operator} ${key}`),
        }));
    });
}

/**
 * Whether a request's context satisfies all conditions. A key that the context lacks satisfies negated operators only.
 */
export function satisfies(conditions: readonly Condition[], context: Readonly<Record<string, string>>): boolean {
    const actual = new Map(Object.entries(context).map(([key, value]) => [key.toLowerCase(), value]));
    return conditions.every(({ operator, key, values }) => {
        const value = actual.get(key);
        const matches = value !== undefined && values.some((expected) => operators[operator](expected, value));
        return negated.includes(operator) ? !matches : matches;
    });
}

function isOperator(name: string): name is OperatorName {
    return Object.hasOwn(operators, name);
}

function knownKey(key: string, where: string): string {
    const lowerCase = key.toLowerCase();
    if (!knownKeys.includes(lowerCase) && !lowerCase.startsWith(encryptionContextPrefix)) {
        throw new Error(
            `${where}: the condition key ${key} is not supported by the local evaluator; ` +
                "it would never match here. Teach it in tools/local/iam/condition.ts, and set it in tools/local/aws.",
        );
    }
    return lowerCase;
}

function parseValues(source: unknown, operator: OperatorName, where: string): string[] {
    const values: unknown[] = Array.isArray(source) ? source : [source];
    if (values.length === 0) {
        throw new Error(`${where}: the list of values is empty, so it could never match; give at least one value.`);
    }
    return values.map((value) => {
        if (typeof value !== "string") {
            throw new Error(`${where}: ${JSON.stringify(value)} is not a text; give a text or a list of texts.`);
        }
        if (value.includes("${")) {
            throw new Error(`${where}: policy variables (${value}) are not supported by the local evaluator.`);
        }
        if (operator.startsWith("Arn") && !isArnPattern(value)) {
            throw new Error(`${where}: ${value} is not an ARN; write all six parts, with * where any value will do.`);
        }
        return value;
    });
}

function entriesOf(source: unknown, where: string): [string, unknown][] {
    if (typeof source !== "object" || source === null || Array.isArray(source)) {
        throw new Error(`${where}: expected an object, got ${JSON.stringify(source)}.`);
    }
    return Object.entries(source);
}
