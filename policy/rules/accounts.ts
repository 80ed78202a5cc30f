import { copyVaults, withoutCopies } from "../copies";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf } from "../values";

const actions = ["alarmActions", "okActions", "insufficientDataActions"];

/** By type, the properties that name principals, keys, code, or destinations. */
const naming: Readonly<Record<string, readonly string[]>> = {
    [types.alarm]: actions,
    [types.backupPlan]: ["rules"],
    [types.backupSelection]: ["iamRoleArn"],
    [types.backupVault]: ["kmsKeyArn"],
    [types.clusterRoleAssociation]: ["roleArn"],
    [types.compositeAlarm]: actions,
    [types.egressRule]: ["referencedSecurityGroupId"],
    [types.eventInvokeConfig]: ["destinationConfig", "functionName"],
    [types.eventSubscription]: ["snsTopic"],
    [types.eventTarget]: ["arn", "deadLetterConfig", "roleArn"],
    [types.flowLog]: ["deliverCrossAccountRole", "iamRoleArn", "logDestination"],
    [types.function]: ["deadLetterConfig", "layers", "role"],
    [types.ingressRule]: ["referencedSecurityGroupId"],
    [types.instance]: ["monitoringRoleArn"],
    [types.key]: ["policy"],
    [types.permission]: ["function", "principal", "sourceAccount", "sourceArn"],
    [types.policy]: ["policy"],
    [types.role]: ["assumeRolePolicy", "inlinePolicies", "managedPolicyArns"],
    [types.rolePolicy]: ["policy"],
    [types.rolePolicyAttachment]: ["policyArn"],
    [types.schedule]: ["target"],
    [types.secretRotation]: ["rotationLambdaArn"],
    [types.topic]: ["policy"],
    [types.topicPolicy]: ["policy"],
    [types.topicSubscription]: ["endpoint", "topic"],
    [types.vpcEndpoint]: ["policy"],
};

/** Rules for the accounts that a stack names. */
export const accountRules: readonly Rule[] = [
    {
        id: "policies-own-account",
        scope: "stack",
        enforcement: "mandatory",
        severity: "critical",
        what: "Principals, keys, code and the destinations of alarms, logs and results belong to the stack's own account.",
        reason: "The owner of another account could use the key, take a role, run code in a function, or read its data.",
        fix: "name the stack's own account; AWS Backup alone may copy backups into another account, to the vaults of its plan",
        appliesTo: ofType(...Object.keys(naming)),
        problems: (resource, stack) => {
            const own = ownAccount(stack);
            const vaults = copyVaults(stack);
            return (naming[resource.type] ?? []).flatMap((property) =>
                [...new Set(accountsIn(judged(resource, property, vaults)))]
                    .filter((account) => account !== own)
                    .map((account) => `${property}: ${account}: must be the stack's account`),
            );
        },
    },
    {
        id: "policies-own-partition",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "An ARN belongs to the stack's own partition.",
        reason: "In China and GovCloud no ARN begins with arn:aws. AWS refuses such an ARN, or a policy with it allows nothing.",
        fix: "take the partition from aws.getPartition, also in the ARNs of AWS's own policies",
        appliesTo: ofType(types.secretPolicy, ...Object.keys(naming)),
        problems: (resource, stack) => {
            const own = ownPartition(stack);
            return (naming[resource.type] ?? ["policy"]).flatMap((property) =>
                [...new Set(partitionsIn(resource.properties[property]))]
                    .filter((partition) => partition !== own)
                    .map(
                        (partition) => `${property}: arn:${partition}: must be of the stack's partition, ${own ?? ""}`,
                    ),
            );
        },
    },
];

/** A property without what copies of backups need of other accounts. */
function judged({ type, properties }: Resource, property: string, vaults: ReadonlySet<string>): unknown {
    const value = properties[property];
    if (vaults.size === 0 || isUnknown(value)) {
        return value;
    }
    if (type === types.backupPlan) {
        return listOf(value).map((rule) => Object.entries(rule ?? {}).filter(([key]) => key !== "copyActions"));
    }
    return type === types.key || type === types.rolePolicy ? withoutCopies(value, vaults) : value;
}

const ownAccount = oncePerStack((stack) => commonest(stack, accountsIn));
const ownPartition = oncePerStack((stack) => commonest(stack, partitionsIn));

/** Answers for a stack once, because a rule asks for each of its resources. */
function oncePerStack<T>(answer: (stack: readonly Resource[]) => T): (stack: readonly Resource[]) => T {
    const answers = new WeakMap<readonly Resource[], { readonly value: T }>();
    return (stack) => {
        const known = answers.get(stack) ?? { value: answer(stack) };
        answers.set(stack, known);
        return known.value;
    };
}

/**
 * The account, or the partition, that most ARNs and policies of a stack name. A first preview knows no ARN yet.
 *
 * @param find returns the accounts, or the partitions, in a property.
 */
function commonest(stack: readonly Resource[], find: (value: unknown) => string[]): string | undefined {
    const counts = new Map<string, number>();
    const vaults = copyVaults(stack);
    for (const resource of stack) {
        const properties = ["arn", ...(naming[resource.type] ?? [])];
        for (const name of properties.flatMap((property) => find(judged(resource, property, vaults)))) {
            counts.set(name, (counts.get(name) ?? 0) + 1);
        }
    }
    return [...counts].sort(([, one], [, other]) => other - one).at(0)?.[0];
}

/**
 * The accounts in a text, or in the texts of an object: a number in quotes, before a security group's id, or at the
 * account's place in an ARN.
 */
function accountsIn(value: unknown): string[] {
    const text = typeof value === "string" && !/^\d{12}$/.test(value) ? value : JSON.stringify({ value });
    return isUnknown(value)
        ? []
        : [...text.matchAll(/"(\d{12})\\?"|\b(\d{12})\/sg-|arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):/g)].map(
              ([, alone, ofGroup, inArn]) => alone ?? ofGroup ?? inArn ?? "",
          );
}

/** The partitions of the ARNs in a text, or in the texts of an object. A pattern for any partition does not count. */
function partitionsIn(value: unknown): string[] {
    return isUnknown(value)
        ? []
        : [...JSON.stringify({ value }).matchAll(/\barn:(aws[a-z-]*):[\w-]+:/g)].map(([, partition = ""]) => partition);
}
