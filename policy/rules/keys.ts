import { must, mustBe, mustBeSet, together } from "../requirements";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, letsEverybodyIn, servicesForAnyAccount } from "../statements";
import { isEmpty, isUnknown, show, valueAt } from "../values";

/** By type, the properties that name the key which encrypts a part of the resource. */
const keyProperties: Readonly<Record<string, readonly string[]>> = {
    [types.cluster]: ["kmsKeyId", "masterUserSecretKmsKeyId"],
    [types.instance]: ["performanceInsightsKmsKeyId"],
    [types.secret]: ["kmsKeyId"],
    [types.logGroup]: ["kmsKeyId"],
    [types.function]: ["kmsKeyArn"],
    [types.topic]: ["kmsMasterKeyId"],
};

function keysOf({ type, properties }: Resource): { readonly property: string; readonly key: unknown }[] {
    return (keyProperties[type] ?? []).map((property) => ({ property, key: valueAt(properties, property) }));
}

/** What holds for keys, and for what they encrypt. */
export const keyRules: readonly Rule[] = [
    {
        id: "encrypted-by-customer-key",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Data, secrets, logs, variables and messages are encrypted under a customer-managed key.",
        reason: "The keys that AWS manages have no policy that says who may use them, and cannot be taken away.",
        fix: "give the ARN of the platform's key",
        appliesTo: ({ type }) => type in keyProperties,
        problems: (resource) =>
            keysOf(resource)
                .filter(({ key }) => isEmpty(key) || /(^|:)alias\/aws\//.test(String(key)))
                .map(({ property, key }) => `${property}: ${show(key)}: must be a customer-managed key`),
    },
    {
        id: "encrypted-by-own-key",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "That key is one of the stack's own.",
        reason: "Whoever owns another key can lock the data away, or read them.",
        fix: "give the ARN of the key that the stack makes",
        appliesTo: ({ type }) => type in keyProperties,
        problems: (resource, stack) => {
            const own = stack
                .filter(ofType(types.key))
                .flatMap(({ properties: { arn, keyId } }) => [arn, keyId])
                .filter((each) => !isEmpty(each));
            return keysOf(resource)
                .filter(({ key }) => !isUnknown(key) && !own.includes(key))
                .map(({ property, key }) => `${property}: ${show(key)}: must be a key of this stack`);
        },
    },
    {
        id: "key-rotation",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "KMS gives a key new material every year.",
        reason: "The more is encrypted under the same material, the more is lost with it.",
        fix: "set enableKeyRotation: true",
        appliesTo: ofType(types.key),
        problems: mustBe("enableKeyRotation", true),
    },
    {
        id: "key-deletion-window",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A key that is to be deleted can be saved for 30 days.",
        reason: "Without the key no snapshot can be read again, the final one neither.",
        fix: "set deletionWindowInDays to 30, or leave it out",
        appliesTo: ofType(types.key),
        problems: must(
            "deletionWindowInDays",
            (value) => value === undefined || value === 30,
            "must be 30, which is KMS's default",
        ),
    },
    {
        id: "key-enabled",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A key is enabled.",
        reason: "What it encrypts cannot be read: RDS stops a cluster whose key is disabled.",
        fix: "leave isEnabled out",
        appliesTo: ofType(types.key),
        problems: must("isEnabled", (value) => value !== false, "must not be false"),
    },
    {
        id: "key-policy",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A key's policy leaves the key to its account, and lets services use it for this account alone.",
        reason: "Everybody's key encrypts nothing; a key without its account can never be administered again.",
        fix: "name accounts and services as principals, and give each service a condition with the account, exactly",
        appliesTo: ofType(types.key),
        problems: together(
            must("bypassPolicyLockoutSafetyCheck", (value) => value !== true, "must not be true"),
            mustBeSet("policy"),
            ({ properties: { policy } }) => policyProblems(policy),
        ),
    },
];

function policyProblems(policy: unknown): readonly string[] {
    const statements = allowed(policy);
    if (isUnknown(policy) || isEmpty(policy)) {
        return [];
    }
    const administered = statements.some(
        ({ actions, principals, conditions }) =>
            actions.includes("kms:*") &&
            conditions.length === 0 &&
            principals.some(({ value }) => /:root$/.test(value)),
    );
    return [
        ...(administered ? [] : ["policy: no statement for the account: must allow kms:* to the account's root"]),
        ...statements
            .filter(letsEverybodyIn)
            .map(({ actions }) => `policy: everybody may ${actions.join(", ")}: must name its principals`),
        ...statements
            .flatMap(({ principals }) => principals)
            .filter(({ kind }) => !["*", "AWS", "Service"].includes(kind))
            .map(({ kind, value }) => `policy: ${kind} ${value}: must be an account or a service`),
        ...statements
            .flatMap(servicesForAnyAccount)
            .map((service) => `policy: ${service} for any account: must have a condition that names one`),
    ];
}
