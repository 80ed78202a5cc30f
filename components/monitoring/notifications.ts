import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { eventSources } from "../shared/eventSources";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";

/** Whom a stack's alarms and events reach. */
export interface NotificationsArgs {
    /** The topic is called `<identifier>-notifications`. A change replaces it and its subscriptions. */
    readonly identifier: string;
    /** Encrypts the topic. Its policy must let CloudWatch and RDS's events use it. */
    readonly keyArn: pulumi.Input<string>;
    /** E-mail addresses. Each has to confirm what AWS sends first. */
    readonly emails: readonly string[];
    /** https addresses, kept as secrets. Each has to confirm too, which services for on-call do by themselves. */
    readonly urls: readonly string[];
}

/** A topic, and what has to stand before somebody publishes to it. */
export interface Notifications {
    readonly topic: aws.sns.Topic;
    readonly policy: aws.sns.TopicPolicy;
}

/** Makes an encrypted topic that this account's alarms and RDS events may publish to, and its subscriptions. */
export function notifications(name: string, args: NotificationsArgs, parent: pulumi.Resource): Notifications {
    const { identifier, keyArn } = args;
    const account = currentAccount(parent);
    const topicArgs = { name: `${identifier}-notifications`, kmsMasterKeyId: keyArn };
    const senders = {
        Alarms: {
            service: "cloudwatch.amazonaws.com",
            accountId: account.accountId,
            sourceArn: arnOf(account, "cloudwatch", `alarm:${identifier}-*`),
        },
        RdsEvents: {
            service: "events.rds.amazonaws.com",
            accountId: account.accountId,
            // Parameter and security groups are the whole account's.
            sourceArn: eventSources(account),
        },
    };
    return topicWithSubscriptions(name, args, topicArgs, senders, parent);
}

/**
 * Makes a topic for the alarm on the key alone, and the same subscriptions. It is not encrypted under the key, since it
 * has to speak when that is of no use; SNS's own key takes no messages of CloudWatch. It says that the key was touched.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function keyNotifications(
    name: string,
    args: Omit<NotificationsArgs, "keyArn">,
    parent: pulumi.Resource,
): Notifications {
    const account = currentAccount(parent);
    const senders = {
        KeyAlarm: {
            service: "cloudwatch.amazonaws.com",
            accountId: account.accountId,
            sourceArn: arnOf(account, "cloudwatch", `alarm:${args.identifier}-key`),
        },
    };
    const topicArgs = { name: `${args.identifier}-key-notifications` };
    return topicWithSubscriptions(`${name}-key`, args, topicArgs, senders, parent);
}

/** A service that may publish, for which account and in the name of what. */
interface Sender {
    readonly service: string;
    readonly accountId: pulumi.Input<string>;
    readonly sourceArn: pulumi.Input<string>;
}

function topicWithSubscriptions(
    name: string,
    { identifier, emails, urls }: Omit<NotificationsArgs, "keyArn">,
    topicArgs: aws.sns.TopicArgs,
    senders: Readonly<Record<string, Sender>>,
    parent: pulumi.Resource,
): Notifications {
    const topic = new aws.sns.Topic(name, { ...topicArgs, tags: { Name: identifier } }, { parent });
    const statements = Object.entries(senders).map(([sid, sender]) => mayPublish(sid, sender, topic));
    const policy = new aws.sns.TopicPolicy(name, { arn: topic.arn, policy: policyDocument(...statements) }, { parent });
    for (const email of emails) {
        subscribe(`${name}-email-${fingerprint(email)}`, topic, { protocol: "email", endpoint: email }, parent);
    }
    for (const url of urls) {
        subscribe(
            `${name}-url-${fingerprint(url)}`,
            topic,
            { protocol: "https", endpoint: pulumi.secret(url) },
            parent,
        );
    }
    return { topic, policy };
}

function mayPublish(sid: string, { service, accountId, sourceArn }: Sender, topic: aws.sns.Topic): PolicyStatement {
    return {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: service },
        Action: "sns:Publish",
        Resource: topic.arn,
        Condition: {
            StringEquals: { "aws:SourceAccount": accountId },
            ArnLike: { "aws:SourceArn": sourceArn },
        },
    };
}

function subscribe(
    name: string,
    topic: aws.sns.Topic,
    target: { readonly protocol: string; readonly endpoint: pulumi.Input<string> },
    parent: pulumi.Resource,
): aws.sns.TopicSubscription {
    return new aws.sns.TopicSubscription(name, { topic: topic.arn, ...target }, { parent });
}

/** Part of a subscription's logical name: the order of the addresses does not matter, and none is told. */
function fingerprint(address: string): string {
    return createHash("sha256").update(address).digest("hex").slice(0, 8);
}
