import { type Resource, types } from "../../policy/resource";
import { accountRules } from "../../policy/rules/accounts";
import { describeRules } from "./describeRules";
import { accountAdministers, good, policy, resource, secretArn } from "./resources";

const foreign = "999999999999";

const trust = (account: string) => ({
    Effect: "Allow",
    Principal: { Service: "scheduler.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": account } },
});
const theirTopic = `arn:aws:sns:us-east-1:${foreign}:theirs`;
const theirPolicy = `arn:aws:iam::${foreign}:policy/theirs`;
const theirRole = `arn:aws:iam::${foreign}:role/theirs`;
const theirFunction = `arn:aws:lambda:us-east-1:${foreign}:function:theirs`;
const theirLayer = `arn:aws:lambda:us-east-1:${foreign}:layer:theirs:1`;
const theirLogs = `arn:aws:logs:us-east-1:${foreign}:log-group:theirs`;
const theirGroup = `${foreign}/sg-1`;
const foreignPolicy = policy({ Principal: { AWS: `arn:aws:iam::${foreign}:root` } });
const foreignBuckets = policy({ Condition: { StringEquals: { "aws:ResourceAccount": foreign } } });

/** All places in which a stack may name another account. */
const naming: readonly [type: string, property: string, value: unknown][] = [
    [types.alarm, "alarmActions", [theirTopic]],
    [types.alarm, "insufficientDataActions", [theirTopic]],
    [types.alarm, "okActions", [theirTopic]],
    [types.clusterRoleAssociation, "roleArn", theirRole],
    [types.compositeAlarm, "alarmActions", [theirTopic]],
    [types.egressRule, "referencedSecurityGroupId", theirGroup],
    [types.eventInvokeConfig, "destinationConfig", { onFailure: { destination: theirTopic } }],
    [types.eventInvokeConfig, "functionName", theirFunction],
    [types.eventSubscription, "snsTopic", theirTopic],
    [types.flowLog, "deliverCrossAccountRole", theirRole],
    [types.flowLog, "iamRoleArn", theirRole],
    [types.flowLog, "logDestination", theirLogs],
    [types.function, "deadLetterConfig", { targetArn: theirTopic }],
    [types.function, "layers", [theirLayer]],
    [types.function, "role", theirRole],
    [types.ingressRule, "referencedSecurityGroupId", theirGroup],
    [types.instance, "monitoringRoleArn", theirRole],
    [types.key, "policy", foreignPolicy],
    [types.permission, "function", theirFunction],
    [types.permission, "principal", foreign],
    [types.permission, "sourceArn", theirTopic],
    [types.policy, "policy", foreignPolicy],
    [types.role, "assumeRolePolicy", foreignPolicy],
    [types.role, "managedPolicyArns", [theirPolicy]],
    [types.rolePolicy, "policy", foreignPolicy],
    [types.rolePolicy, "policy", foreignBuckets],
    [types.rolePolicyAttachment, "policyArn", theirPolicy],
    [types.schedule, "target", { arn: "arn:aws:lambda:us-east-1:123456789012:function:check", roleArn: theirRole }],
    [types.schedule, "target", { arn: theirFunction }],
    [types.secretRotation, "rotationLambdaArn", theirFunction],
    [types.topic, "policy", foreignPolicy],
    [types.topicPolicy, "policy", foreignPolicy],
    [types.topicSubscription, "endpoint", theirFunction],
    [types.topicSubscription, "topic", theirTopic],
    [types.vpcEndpoint, "policy", foreignBuckets],
];

const role = (account: string) => resource(types.role, { assumeRolePolicy: policy(trust(account)) });

const enhancedMonitoring = (partition: string) => [
    resource(types.rolePolicyAttachment, {
        policyArn: `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`,
    }),
];

/** A key whose ARN and policy are those of a stack in China. */
const inChina = {
    arn: "arn:aws-cn:kms:cn-north-1:123456789012:key/1",
    policy: policy(accountAdministers).replaceAll("arn:aws:", "arn:aws-cn:"),
};

const theirVault = `arn:aws:backup:us-east-1:${foreign}:backup-vault:copies`;
const plan = (...vaults: readonly string[]) =>
    resource(types.backupPlan, {
        rules: [{ ruleName: "daily", copyActions: vaults.map((destinationVaultArn) => ({ destinationVaultArn })) }],
    });
const backupsRole = (account: string) =>
    `arn:aws:iam::${account}:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup`;
const sharedKey = (account: string, Condition: object = { ArnEquals: { "aws:PrincipalArn": backupsRole(account) } }) =>
    good.key({
        policy: policy(accountAdministers, {
            Effect: "Allow",
            Principal: { AWS: `arn:aws:iam::${account}:root` },
            Action: "kms:Decrypt",
            Resource: "*",
            Condition,
        }),
    });
const copyInto = (Action: string | string[], Resource: string) =>
    resource(types.rolePolicy, { policy: policy({ Effect: "Allow", Action, Resource }) });
/** So many that the stack's own account is the one that most resources name. */
const ours = ["1", "2", "3"].map((id) => resource(types.role, { arn: `arn:aws:iam::123456789012:role/${id}` }));
const foreignInPolicy = `policy: ${foreign}: must be the stack's account`;

describeRules("the policy's rules for accounts", accountRules, {
    "policies-own-account": {
        passes: [
            [good.key(), role("123456789012")],
            [good.key(), resource(types.permission, { sourceAccount: "123456789012", sourceArn: secretArn })],
            [
                good.key(),
                resource(types.ingressRule, { referencedSecurityGroupId: "sg-999999999999" }),
                resource(types.egressRule, { referencedSecurityGroupId: "123456789012/sg-1" }),
                resource(types.topicSubscription, { endpoint: "https://example.com/999999999999" }),
            ],
            [
                good.key(),
                resource(types.rolePolicy, { policy: policy({ Resource: "arn:aws:s3:::bucket-999999999999" }) }),
            ],
            [plan(theirVault), sharedKey(foreign), copyInto("backup:CopyIntoBackupVault", theirVault)],
        ],
        fails: [
            [
                [
                    good.key({
                        policy: policy(accountAdministers, {
                            ...accountAdministers,
                            Principal: { AWS: `arn:aws:iam::${foreign}:root` },
                        }),
                    }),
                ],
                `policy: ${foreign}: must be the stack's account`,
            ],
            [
                [
                    good.key({
                        policy: policy(accountAdministers, { ...accountAdministers, Principal: { AWS: foreign } }),
                    }),
                ],
                `policy: ${foreign}: must be the stack's account`,
            ],
            // The key is shared without a copy, for more than the copy, or with another account than that of the vault.
            [[...ours, plan(), sharedKey(foreign)], foreignInPolicy],
            [[...ours, plan(theirVault), sharedKey(foreign, {})], foreignInPolicy],
            [
                [
                    ...ours,
                    plan(theirVault),
                    sharedKey(foreign, { ArnLike: { "aws:PrincipalArn": `arn:aws:iam::${foreign}:*` } }),
                ],
                foreignInPolicy,
            ],
            [
                [
                    ...ours,
                    plan(theirVault),
                    sharedKey(foreign, { ArnEqualsIfExists: { "aws:PrincipalArn": backupsRole(foreign) } }),
                ],
                foreignInPolicy,
            ],
            [
                [...ours, plan(theirVault), sharedKey("888888888888")],
                "policy: 888888888888: must be the stack's account",
            ],
            [
                [
                    ...ours,
                    plan(theirVault),
                    good.key(),
                    copyInto(["backup:CopyIntoBackupVault", "backup:Put*"], theirVault),
                ],
                foreignInPolicy,
            ],
            [
                [
                    ...ours,
                    plan(theirVault),
                    good.key(),
                    copyInto("backup:CopyIntoBackupVault", theirVault.replace("copies", "others")),
                ],
                foreignInPolicy,
            ],
            [[good.key(), role(foreign)], `assumeRolePolicy: ${foreign}: must be the stack's account`],
            [
                [good.key({ arn: undefined }), role("123456789012"), role(foreign)],
                `assumeRolePolicy: ${foreign}: must be the stack's account`,
            ],
            ...naming.map(([type, property, value]): [Resource[], string] => [
                [good.key(), resource(type, { [property]: value })],
                `${property}: ${foreign}: must be the stack's account`,
            ]),
            [
                [good.key(), resource(types.permission, { sourceAccount: foreign, sourceArn: secretArn })],
                `sourceAccount: ${foreign}: must be the stack's account`,
            ],
            [
                [
                    good.key(),
                    resource(types.role, {
                        inlinePolicies: [{ policy: policy({ Resource: `arn:aws:kms:us-east-1:${foreign}:key/1` }) }],
                    }),
                ],
                `inlinePolicies: ${foreign}: must be the stack's account`,
            ],
        ],
    },
    "policies-own-partition": {
        passes: [
            [good.key(), ...enhancedMonitoring("aws")],
            [good.key(inChina), ...enhancedMonitoring("aws-cn")],
            [good.key(inChina), resource(types.secretPolicy, { policy: policy({ Resource: "arn:*:kms:*:*:key/*" }) })],
        ],
        fails: [
            [
                [good.key(inChina), ...enhancedMonitoring("aws")],
                "policyArn: arn:aws: must be of the stack's partition, aws-cn",
            ],
            [
                [
                    good.key(inChina),
                    resource(types.secretPolicy, {
                        policy: policy({ Condition: { ArnNotLike: { "aws:PrincipalArn": theirRole } } }),
                    }),
                ],
                "policy: arn:aws: must be of the stack's partition, aws-cn",
            ],
            [
                [good.key(), resource(types.rolePolicy, { policy: policy({ Resource: "arn:aws-us-gov:s3:::b" }) })],
                "policy: arn:aws-us-gov: must be of the stack's partition, aws",
            ],
        ],
    },
});
