import { must, mustBe, mustBeSet, together } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, allowsEveryPrincipal, servicesForAnyAccount } from "../statements";
import { isEmpty, isUnknown, show, valueAt } from "../values";

/** By type, the properties with the key that encrypts a part of the resource. */
const keyProperties: Readonly<Record<string, readonly string[]>> = {
    [types.cluster]: ["kmsKeyId", "masterUserSecretKmsKeyId"],
    [types.instance]: ["performanceInsightsKmsKeyId"],
    [types.secret]: ["kmsKeyId"],
    [types.logGroup]: ["kmsKeyId"],
    [types.function]: ["kmsKeyArn"],
    [types.topic]: ["kmsMasterKeyId"],
    [types.backupVault]: ["kmsKeyArn"],
};

function keysOf({ type, properties }: Resource): { readonly property: string; readonly key: unknown }[] {
    return (keyProperties[type] ?? []).map((property) => ({ property, key: valueAt(properties, property) }));
}

/** Rules for keys, and for the resources that they encrypt. */
export const keyRules: readonly Rule[] = [
    {
        id: "encrypted-by-customer-key",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Data, secrets, logs, variables and messages are encrypted with a customer-managed key.",
        reason: "Nobody can change the policy of a key that AWS manages, or disable the key.",
        fix: "set the resource's key to the ARN of the platform's KMS key",
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
        what: "The key belongs to the stack.",
        reason: "The owner of another key can make the data unreadable, or read it.",
        fix: "set the resource's key to the ARN of the KMS key that the stack creates",
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
        what: "KMS rotates a key's material every year.",
        reason: "The more data one key material encrypts, the more is exposed if it leaks.",
        fix: "set enableKeyRotation: true",
        appliesTo: ofType(types.key),
        problems: mustBe("enableKeyRotation", true),
    },
    {
        id: "key-deletion-window",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "The deletion of a key can be cancelled for 30 days.",
        reason: "Without the key no snapshot can be read again, not even the final one.",
        fix: "set deletionWindowInDays to 30, or remove it",
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
        reason: "A disabled key decrypts nothing, and RDS stops a cluster whose key is disabled.",
        fix: "remove isEnabled",
        appliesTo: ofType(types.key),
        problems: must("isEnabled", (value) => value !== false, "must not be false"),
    },
    {
        id: "key-policy",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A key's policy gives the account control of the key, and allows services to use it only for this account.",
        reason: "A key that everyone may use protects nothing. A key without its account can never be administered again.",
        fix: "name accounts and services as principals, and give each service a condition with the exact account",
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
            .filter(allowsEveryPrincipal)
            .map(({ actions }) => `policy: allows every principal ${actions.join(", ")}: must name its principals`),
        ...statements
            .flatMap(({ principals }) => principals)
            .filter(({ kind }) => !["*", "AWS", "Service"].includes(kind))
            .map(({ kind, value }) => `policy: ${kind} ${value}: must be an account or a service`),
        ...statements
            .flatMap(servicesForAnyAccount)
            .map((service) => `policy: ${service} for any account: must have a condition that names one`),
    ];
}
