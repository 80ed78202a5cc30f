import * as pulumi from "@pulumi/pulumi";
import { arnOf, type Account } from "./account";
import { policyDocument, type PolicyStatement } from "./policyDocument";

/**
 * The policy of the platform's key. The account administers the key and decides by its roles' policies who uses it;
 * each service that encrypts under it may do so for this account and these resources only.
 *
 * @param account the account that owns the key.
 * @param logGroups names, with `*` where there are several, of the log groups encrypted under the key.
 */
export function keyPolicy(account: Account, logGroups: readonly string[]): pulumi.Output<string> {
    return policyDocument(
        accountAdministers(account),
        ...usedThrough(account, "Rds", "rds"),
        ...usedThrough(account, "SecretsManager", "secretsmanager"),
        logsEncrypt(account, logGroups),
        serviceNotifies(
            account,
            "CloudWatchAlarms",
            "cloudwatch.amazonaws.com",
            arnOf(account, "cloudwatch", "alarm:*"),
        ),
        serviceNotifies(account, "RdsEvents", "events.rds.amazonaws.com", arnOf(account, "rds", "es:*")),
    );
}

const use = ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"];

/**
 * Without this statement no role's policy has any effect on the key, and nobody could mend the key's policy
 * (https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html).
 */
function accountAdministers(account: Account): PolicyStatement {
    return {
        Sid: "AccountAdministers",
        Effect: "Allow",
        Principal: { AWS: rootOf(account) },
        Action: "kms:*",
        Resource: "*",
    };
}

/** Principals of the account through one service; grants only for the service's own resources. */
function usedThrough(account: Account, sid: string, service: string): PolicyStatement[] {
    const viaService = {
        "kms:CallerAccount": account.accountId,
        "kms:ViaService": pulumi.interpolate`${service}.${account.region}.amazonaws.com`,
    };
    return [
        {
            Sid: `${sid}Uses`,
            Effect: "Allow",
            Principal: { AWS: rootOf(account) },
            Action: use,
            Resource: "*",
            Condition: { StringEquals: viaService },
        },
        {
            Sid: `${sid}Grants`,
            Effect: "Allow",
            Principal: { AWS: rootOf(account) },
            Action: ["kms:CreateGrant", "kms:ListGrants", "kms:RevokeGrant"],
            Resource: "*",
            Condition: { StringEquals: viaService, Bool: { "kms:GrantIsForAWSResource": "true" } },
        },
    ];
}

/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html */
function logsEncrypt(account: Account, logGroups: readonly string[]): PolicyStatement {
    return {
        Sid: "CloudWatchLogs",
        Effect: "Allow",
        Principal: { Service: pulumi.interpolate`logs.${account.region}.amazonaws.com` },
        Action: use,
        Resource: "*",
        Condition: {
            ArnLike: {
                "kms:EncryptionContext:aws:logs:arn": logGroups.map((name) =>
                    arnOf(account, "logs", `log-group:${name}`),
                ),
            },
        },
    };
}

/** An alarm or event whose SNS topic is encrypted under the key stays silent without this. */
function serviceNotifies(
    account: Account,
    sid: string,
    service: string,
    sourceArn: pulumi.Output<string>,
): PolicyStatement {
    return {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: {
            StringEquals: { "aws:SourceAccount": account.accountId },
            ArnLike: { "aws:SourceArn": sourceArn },
        },
    };
}

function rootOf({ accountId, partition }: Account): pulumi.Output<string> {
    return pulumi.interpolate`arn:${partition}:iam::${accountId}:root`;
}
