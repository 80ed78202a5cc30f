import { createHash } from "node:crypto";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { arnOf, currentAccount } from "../shared/account";
import { eventSources } from "../shared/eventSources";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";
import type { DatabaseMonitoringArgs } from "./monitoringArgs";

/**
 * The recipients of a topic's messages. `identifier` is the prefix of the topic's name; a change of it replaces the
 * topic and its subscriptions.
 */
export type RecipientsArgs = Pick<DatabaseMonitoringArgs, "identifier" | "emails" | "urls">;

/** The topic of a stack's alarms and events, `<identifier>-notifications`. */
export interface NotificationsArgs extends RecipientsArgs {
    /** The key that encrypts the topic. Its policy must allow CloudWatch and RDS events to use it. */
    readonly keyArn: pulumi.Input<string>;
}

/** A topic, and the resources to depend on before a service publishes to it. */
export interface Notifications {
    readonly topic: aws.sns.Topic;
    readonly policy: aws.sns.TopicPolicy;
}

/** Creates an encrypted topic for this account's alarms and RDS events, and its subscriptions. */
export function createNotifications(name: string, args: NotificationsArgs, parent: pulumi.Resource): Notifications {
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
            // The events of parameter and security groups come from the whole account.
            sourceArn: eventSources(account),
        },
    };
    return createTopicWithSubscriptions(name, args, topicArgs, senders, parent);
}

/**
 * Creates a topic for the alarm on the key, with the same subscriptions. The topic is not encrypted with the key,
 * because it must work when the key does not. SNS's own key is no choice, because CloudWatch cannot use it.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export function createKeyNotifications(name: string, args: RecipientsArgs, parent: pulumi.Resource): Notifications {
    const account = currentAccount(parent);
    const senders = {
        KeyAlarm: {
            service: "cloudwatch.amazonaws.com",
            accountId: account.accountId,
            sourceArn: arnOf(account, "cloudwatch", `alarm:${args.identifier}-key`),
        },
    };
    const topicArgs = { name: `${args.identifier}-key-notifications` };
    return createTopicWithSubscriptions(`${name}-key`, args, topicArgs, senders, parent);
}

/** A service that may publish, and the resources that it publishes for. */
interface Sender {
    readonly service: string;
    readonly accountId: pulumi.Input<string>;
    readonly sourceArn: pulumi.Input<string>;
}

function createTopicWithSubscriptions(
    name: string,
    { identifier, emails, urls }: RecipientsArgs,
    topicArgs: aws.sns.TopicArgs,
    senders: Readonly<Record<string, Sender>>,
    parent: pulumi.Resource,
): Notifications {
    const topic = new aws.sns.Topic(name, { ...topicArgs, tags: { Name: identifier } }, { parent });
    const statements = Object.entries(senders).map(([sid, sender]) => mayPublish(sid, sender, topic));
    const policy = new aws.sns.TopicPolicy(name, { arn: topic.arn, policy: policyDocument(...statements) }, { parent });
    for (const email of emails) {
        createSubscription(
            `${name}-email-${fingerprint(email)}`,
            topic,
            { protocol: "email", endpoint: email },
            parent,
        );
    }
    for (const url of urls) {
        createSubscription(
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

function createSubscription(
    name: string,
    topic: aws.sns.Topic,
    target: { readonly protocol: string; readonly endpoint: pulumi.Input<string> },
    parent: pulumi.Resource,
): aws.sns.TopicSubscription {
    return new aws.sns.TopicSubscription(name, { topic: topic.arn, ...target }, { parent });
}

/** Part of a subscription's logical name. It depends neither on the order of the addresses nor shows them. */
function fingerprint(address: string): string {
    return createHash("sha256").update(address).digest("hex").slice(0, 8);
}
