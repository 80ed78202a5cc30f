import * as pulumi from "@pulumi/pulumi";
import { arnOf, type Account } from "../shared/account";
import { eventSources } from "../shared/eventSources";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";

/**
 * The policy of the platform's key. The account administers the key and decides by its roles' policies who uses it.
 * Services that act in their own name may use it for this account and these resources only. RDS and Secrets Manager
 * are none of them: they use the key with the rights of the role that calls them, which that role's policy gives, so a
 * statement of theirs would allow nothing that the account's does not.
 *
 * @param account the account that owns the key.
 * @param logGroups names, with `*` where there are several, of the log groups encrypted under the key.
 */
export function keyPolicy(account: Account, logGroups: readonly string[]): pulumi.Output<string> {
    return policyDocument(
        accountAdministers(account),
        logsEncrypt(account, logGroups),
        serviceNotifies(
            account,
            "CloudWatchAlarms",
            "cloudwatch.amazonaws.com",
            arnOf(account, "cloudwatch", "alarm:*"),
        ),
        serviceNotifies(account, "RdsEvents", "events.rds.amazonaws.com", eventSources(account)),
    );
}

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
