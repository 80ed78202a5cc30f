import { isArnPattern, matchesArn } from "./wildcard";

/** One line of a policy's `Condition` block: the request's value for `key` must match one of `values`. */
export interface Condition {
    readonly operator: OperatorName;
    /** In lower case: AWS does not distinguish the case of condition keys. */
    readonly key: string;
    readonly values: readonly string[];
}

type OperatorName = keyof typeof operators;

/** Exactly the operators that this program registers; `parseConditions` refuses every other. */
const operators = {
    StringEquals: (expected: string, actual: string) => expected === actual,
    // AWS treats the two alike: both take wildcards and compare part by part.
    ArnEquals: matchesArn,
    ArnLike: matchesArn,
    Bool: (expected: string, actual: string) => expected.toLowerCase() === actual.toLowerCase(),
    StringNotEquals: (expected: string, actual: string) => expected === actual,
    ArnNotLike: matchesArn,
} satisfies Record<string, (expected: string, actual: string) => boolean>;

/**
 * Operators that hold where no value matches, and where the request lacks the key
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html).
 */
const negated: readonly OperatorName[] = ["StringNotEquals", "ArnNotLike"];

/**
 * Exactly the keys that the local platform puts into a request, and `kms:GrantIsForAWSResource` of the grants that it
 * never asks for. A condition on any other key would never match, and a Deny under it would be ignored without a word.
 */
const knownKeys = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalisawsservice",
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
 * Reads a statement's `Condition` element. Throws where it holds an operator, a key or a value that the local
 * evaluator does not know. `where` names the statement in the message.
 */
export function parseConditions(source: unknown, where: string): Condition[] {
    if (source === undefined) {
        return [];
    }
    return entriesOf(source, `${where}: Condition`).flatMap(([operator, keys]) => {
        if (!isOperator(operator)) {
            throw new Error(
                `${where}: the condition operator ${operator} is not supported by the local evaluator; ` +
                    `use one of ${Object.keys(operators).join(", ")}, or teach it in tools/local/iam/condition.ts.`,
            );
        }
        return entriesOf(keys, `${where}: ${operator}`).map(([key, values]) => ({
            operator,
            key: knownKey(key, where),
            values: parseValues(values, operator, `${where}: ${operator} ${key}`),
        }));
    });
}

/** Tells whether a request's context satisfies all conditions; a key that the context lacks satisfies the negated alone. */
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
