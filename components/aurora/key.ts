import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { sharingStatements } from "../backup/backupCopies";
import { type Account, arnOf, currentAccount } from "../shared/account";
import { eventSources } from "../shared/eventSources";
import { logGroupPatterns } from "../shared/physicalNames";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";
import type { AuroraPlatformArgs } from "./platformArgs";
import { isKeyRetained, type RetentionArgs } from "./retainedOnDestroy";

/** Creates the key and its alias. {@link isKeyRetained} decides whether it is retained. */
export function createKey(
    name: string,
    args: Pick<AuroraPlatformArgs, "identifier" | "protect"> & RetentionArgs,
    parent: pulumi.Resource,
): aws.kms.Key {
    const { identifier, protect, backups } = args;
    const account = currentAccount(parent);
    const key = new aws.kms.Key(
        name,
        {
            description: `Encrypts ${identifier}: storage, snapshots, secrets and logs`,
            enableKeyRotation: true,
            deletionWindowInDays: 30,
            policy: policyDocument(
                ...keyStatements(account, logGroupPatterns(identifier)),
                ...sharingStatements(backups?.copies, account),
            ),
            tags: { Name: identifier },
        },
        { parent, protect, retainOnDelete: isKeyRetained(args) },
    );
    new aws.kms.Alias(name, { name: `alias/${identifier}`, targetKeyId: key.keyId }, { parent });
    return key;
}

/**
 * The statements of the key's policy. The account administers the key, and its roles' policies decide who uses the key. Services that
 * call KMS in their own name may use it for this account and the named resources only. RDS and Secrets Manager call KMS
 * with the permissions of their caller, so they need no statement.
 *
 * @param account the account that owns the key.
 * @param logGroups patterns of the names of the log groups that the key encrypts.
 */
function keyStatements(account: Account, logGroups: readonly string[]): PolicyStatement[] {
    return [
        accountAdministers(account),
        logsEncrypt(account, logGroups),
        serviceNotifies(
            account,
            "CloudWatchAlarms",
            "cloudwatch.amazonaws.com",
            arnOf(account, "cloudwatch", "alarm:*"),
        ),
        serviceNotifies(account, "RdsEvents", "events.rds.amazonaws.com", eventSources(account)),
    ];
}

/**
 * Without this statement no role's policy has an effect on the key, and the key's policy cannot be corrected
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

/**
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html. In China the principal is
 * `logs.<region>.amazonaws.com.cn` (`region-info/lib/default.js` of aws-cdk-lib 2.276.0, and `names.go` of
 * terraform-provider-aws).
 */
function logsEncrypt(account: Account, logGroups: readonly string[]): PolicyStatement {
    return {
        Sid: "CloudWatchLogs",
        Effect: "Allow",
        Principal: { Service: pulumi.interpolate`logs.${account.region}.${account.dnsSuffix}` },
        Action: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncrypt*", "kms:GenerateDataKey*", "kms:DescribeKey"],
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

/** Without this statement the service cannot publish to an SNS topic that the key encrypts. */
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
