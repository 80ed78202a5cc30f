import { excludesPrincipalsAccount, type Condition } from "../conditions";
import { must, mustBe, mustNotBeSet, together } from "../requirements";
import { isNamedAsPassword, looksLikePassword } from "../passwordLike";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, letsEverybodyIn, statementsOf, type Statement } from "../statements";
import { isEmpty, isUnknown, maySame, show, valueAt } from "../values";

/** What holds for secrets, and for what must not be one. */
export const secretRules: readonly Rule[] = [
    {
        id: "secret-rotated",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "Every secret has a rotation.",
        reason: "A password that leaked once would be good for ever.",
        fix: "give the secret an aws.secretsmanager.SecretRotation",
        appliesTo: ofType(types.secret),
        problems: (secret, stack) =>
            stack.some((each) => each.type === types.secretRotation && isRotationOf(each, secret))
                ? []
                : ["rotation: none: must have one"],
    },
    {
        id: "secret-rotation-interval",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A secret is rotated within 90 days.",
        reason: "Security Hub and most auditors ask for it.",
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
        what: "A secret that was deleted can be restored for a week or longer.",
        reason: "All applications would be cut off by one wrong command.",
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
        what: "Who may read a secret is said by the policies of roles alone.",
        reason: "A policy within the secret can let another account in, and no rule looks at it.",
        fix: "leave policy out, and allow it in the reader's role",
        appliesTo: ofType(types.secret),
        problems: mustNotBeSet("policy"),
    },
    {
        id: "secret-policy-denies",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A secret's policy allows nothing, and Secrets Manager refuses one that would let everybody in.",
        reason: "It would let in whoever it names, from another account too, whatever their roles say.",
        fix: "deny in it, allow in the reader's role, and set blockPublicPolicy: true",
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
        reason: "A policy by which somebody lets another account in later would be enough to read it there.",
        fix: "give it an aws.secretsmanager.SecretPolicy that denies all where aws:PrincipalAccount is another",
        appliesTo: ofType(types.secret),
        problems: (secret, stack) =>
            stack
                .filter(ofType(types.secretPolicy))
                .filter(({ properties: { secretArn } }) => maySame(secretArn, secret.properties.arn ?? secretArn))
                .some(({ properties: { policy } }) => isUnknown(policy) || statementsOf(policy).some(keepsInAccount))
                ? []
                : ["policy: denies no other account: must"],
    },
    {
        id: "secret-without-password",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "The version of a secret that Pulumi writes holds no password.",
        reason: "It would be kept in Pulumi's state, write-only arguments too; the rotation makes passwords.",
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
        what: "SSM parameters hold facts that anybody may read, and no secret.",
        reason: "They are plain, are not rotated, and are read by every client.",
        fix: "keep it in Secrets Manager and publish the secret's ARN",
        appliesTo: ofType(types.parameter),
        problems: together(
            mustBe("type", "String"),
            must("name", (value) => !isNamedAsPassword(String(value)), "must not be named as a password"),
            ({ properties: { value } }) =>
                typeof value === "string" && looksLikePassword(value)
                    ? ["value: looks like a password: must be none"]
                    : [],
        ),
    },
];

function keepsInAccount(statement: Statement): boolean {
    return (
        statement.effect === "Deny" &&
        letsEverybodyIn(statement) &&
        statement.actions.includes("secretsmanager:*") &&
        statement.resources.includes("*") &&
        statement.conditions.some(excludesPrincipalsAccount) &&
        statement.conditions.every((condition) => excludesPrincipalsAccount(condition) || leavesServicesOut(condition))
    );
}

/** AWS's own services have no account. */
function leavesServicesOut({ operator, key, values }: Condition): boolean {
    return operator === "Bool" && key === "aws:principalisawsservice" && values.join() === "false";
}

/** A secret's id is its ARN. */
function isRotationOf(rotation: Resource, { properties: { arn } }: Resource): boolean {
    return isEmpty(arn) || maySame(rotation.properties.secretId, arn);
}

/** Days between two rotations; undefined where the schedule is something else. */
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
        .map(([name]) => `secretString: holds ${name}: must hold no password`);
}

/** The fields of a secret that is JSON; of another one its whole text. */
function fieldsOf(secretString: string): [string, unknown][] {
    try {
        const parsed: unknown = JSON.parse(secretString);
        return typeof parsed === "object" && parsed !== null ? Object.entries(parsed) : [["a text", secretString]];
    } catch {
        return [["a text", secretString]];
    }
}
