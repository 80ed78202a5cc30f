import { type Condition, excludesPrincipalsAccount } from "../conditions";
import { isNamedAsPassword, looksLikePassword } from "../passwordLike";
import { must, mustBe, mustNotBeSet, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, allowsEveryPrincipal, type Statement, statementsOf } from "../statements";
import { isEmpty, isUnknown, maySame, show, valueAt } from "../values";

/** Rules for secrets, and for values that must not be secret. */
export const secretRules: readonly Rule[] = [
    {
        id: "secret-rotated",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "Every secret has a rotation.",
        reason: "Otherwise a leaked password stays valid for ever.",
        fix: "add an aws.secretsmanager.SecretRotation for the secret",
        appliesTo: ofType(types.secret),
        problems: (secret, stack) =>
            stack.some((each) => each.type === types.secretRotation && isRotationOf(each, secret))
                ? []
                : ["rotation: is missing: must be set"],
    },
    {
        id: "secret-rotation-interval",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A secret is rotated within 90 days.",
        reason: "Security Hub and most auditors require it.",
        fix: "set the stack's rotationDays to 90 or less",
        appliesTo: ofType(types.secretRotation),
        problems: ({ properties: { rotationRules } }) => {
            const days = rotationDays(rotationRules);
            return isUnknown(days) || (typeof days === "number" && days >= 1 && days <= 90)
                ? []
                : [`rotationRules: ${show(rotationRules)}: must be automaticallyAfterDays or rate(… days), 1 to 90`];
        },
    },
    {
        id: "secret-recovery-window",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A deleted secret can be restored for at least a week.",
        reason: "Otherwise one wrong command locks out all applications.",
        fix: "set the stack's secretRecoveryDays to 7 or more",
        appliesTo: ofType(types.secret),
        problems: must(
            "recoveryWindowInDays",
            (value) => value === undefined || (typeof value === "number" && value >= 7),
            "must be 7 or more, or left out for 30",
        ),
    },
    {
        id: "secret-read-by-roles",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Only the policies of roles allow reading a secret.",
        reason: "A policy inside the secret's own arguments can allow another account, and no rule checks it.",
        fix: "remove policy, and allow reading in the reader's role",
        appliesTo: ofType(types.secret),
        problems: mustNotBeSet("policy"),
    },
    {
        id: "secret-policy-denies",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A secret's policy only denies, and Secrets Manager blocks a public one.",
        reason: "An Allow would give access to the principals that it names, also from other accounts, independently of their roles.",
        fix: "use Deny in it and Allow in the reader's role, and set blockPublicPolicy: true",
        appliesTo: ofType(types.secretPolicy),
        problems: together(mustBe("blockPublicPolicy", true), ({ properties: { policy } }) =>
            allowed(policy).map(({ actions }) => `policy: ${actions.join(", ")}: must be denied, not allowed`),
        ),
    },
    {
        id: "secret-kept-in-account",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "A secret's policy denies principals of other accounts.",
        reason: "Without this Deny, one wrong Allow in a later policy would be enough for another account to read the secret.",
        fix: "add an aws.secretsmanager.SecretPolicy that denies all actions if aws:PrincipalAccount is another account",
        appliesTo: ofType(types.secret),
        problems: (secret, stack) =>
            stack
                .filter(ofType(types.secretPolicy))
                .filter(({ properties: { secretArn } }) => maySame(secretArn, secret.properties.arn ?? secretArn))
                .some(({ properties: { policy } }) => isUnknown(policy) || statementsOf(policy).some(keepsInAccount))
                ? []
                : ["policy: does not deny other accounts: must deny them"],
    },
    {
        id: "secret-without-password",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "The version of a secret that Pulumi writes contains no password.",
        reason: "Pulumi would keep it in its state, also from write-only arguments. The rotation generates the passwords.",
        fix: "leave passwords to the rotation function",
        appliesTo: ofType(types.secretVersion),
        problems: together(
            mustNotBeSet("secretBinary"),
            mustNotBeSet("secretStringWo"),
            ({ properties: { secretString } }) => passwordProblems(secretString),
        ),
    },
    {
        id: "parameter-without-secret",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "SSM parameters contain no secret.",
        reason: "They are not encrypted, are not rotated, and every client reads them.",
        fix: "store the secret in Secrets Manager and publish its ARN",
        appliesTo: ofType(types.parameter),
        problems: together(
            mustBe("type", "String"),
            must("name", (value) => !isNamedAsPassword(String(value)), "must not be named as a password"),
            ({ properties: { value } }) =>
                typeof value === "string" && looksLikePassword(value)
                    ? ["value: looks like a password: must not be one"]
                    : [],
        ),
    },
];

function keepsInAccount(statement: Statement): boolean {
    return (
        statement.effect === "Deny" &&
        allowsEveryPrincipal(statement) &&
        statement.actions.includes("secretsmanager:*") &&
        statement.resources.includes("*") &&
        statement.conditions.some(excludesPrincipalsAccount) &&
        statement.conditions.every((condition) => excludesPrincipalsAccount(condition) || exemptsServices(condition))
    );
}

/** AWS's own services have no account. */
function exemptsServices({ operator, key, values }: Condition): boolean {
    return operator === "Bool" && key === "aws:principalisawsservice" && values.join() === "false";
}

/** A secret's id is its ARN. */
function isRotationOf(rotation: Resource, { properties: { arn } }: Resource): boolean {
    return isEmpty(arn) || maySame(rotation.properties.secretId, arn);
}

/** Days between two rotations; undefined for other schedules. */
function rotationDays(rotationRules: unknown): unknown {
    const days = valueAt(rotationRules, "automaticallyAfterDays");
    const schedule = valueAt(rotationRules, "scheduleExpression");
    if (!isEmpty(days) || isUnknown(schedule)) {
        return isEmpty(days) ? schedule : days;
    }
    const [, rate, unit = ""] = /^rate\((\d+) (day|hour)s?\)$/.exec(String(schedule)) ?? [];
    return rate === undefined ? undefined : Math.max(1, Number(rate) / (unit === "hour" ? 24 : 1));
}

function passwordProblems(secretString: unknown): readonly string[] {
    if (typeof secretString !== "string") {
        return [];
    }
    return fieldsOf(secretString)
        .filter(([name, value]) => isNamedAsPassword(name) || (typeof value === "string" && looksLikePassword(value)))
        .map(([name]) => `secretString: contains ${name}: must contain no password`);
}

/** The fields of a JSON secret, or the whole text of any other. */
function fieldsOf(secretString: string): [string, unknown][] {
    try {
        const parsed: unknown = JSON.parse(secretString);
        return typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [["a text", secretString]];
    } catch {
        return [["a text", secretString]];
    }
}
