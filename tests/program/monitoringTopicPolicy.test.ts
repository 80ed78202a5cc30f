import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import type { ProgramRun } from "../../offline/runProgram";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy } from "../../tools/local/iam/policy";
import { keyPolicyOf } from "./policies";
import { ofKind, one, output } from "./resources";
import { region, wholeProgram } from "./runs";

const stack = "prod";
const other = "210987654321";
const alarms = "cloudwatch.amazonaws.com";
const events = "events.rds.amazonaws.com";
const arn = (service: string, resource: string, account = accountId, inRegion = region) =>
    `arn:aws:${service}:${inRegion}:${account}:${resource}`;
const ourAlarm = arn("cloudwatch", "alarm:experimentation-prod-unavailable");
const ourEvents = arn("rds", "cluster:experimentation-prod");

/**
 * A service, the resource and account that it publishes for, whether it may publish, and whether it may use the key. A
 * message arrives only if both are allowed. The key's policy allows every alarm and subscription of the account.
 */
const senders: readonly [
    service: string,
    sourceArn: string,
    sourceAccount: string | undefined,
    publishes: boolean,
    usesKey: boolean,
][] = [
    [alarms, ourAlarm, accountId, true, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0"), accountId, true, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-dev-cpu-0"), accountId, false, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod2-cpu-0"), accountId, false, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0", accountId, "us-west-2"), accountId, false, false],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0", other), other, false, false],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0", other), accountId, false, false],
    [alarms, ourAlarm, other, false, false],
    [alarms, ourAlarm, undefined, false, false],
    [alarms, ourEvents, accountId, false, false],
    [events, ourEvents, accountId, true, true],
    [events, arn("rds", "db:experimentation-prod-0"), accountId, true, true],
    // Parameter and security groups are the whole account's.
    [events, arn("rds", "cluster-pg:experimentation-dev"), accountId, true, true],
    [events, arn("rds", "secgrp:default"), accountId, true, true],
    [events, arn("rds", "cluster:experimentation-prod", accountId, "us-west-2"), accountId, false, false],
    [events, arn("rds", "cluster:experimentation-prod", other), other, false, false],
    [events, arn("rds", "cluster:experimentation-prod", other), accountId, false, false],
    [events, ourEvents, other, false, false],
    [events, ourEvents, undefined, false, false],
    [events, ourAlarm, accountId, false, false],
    ["rds.amazonaws.com", ourEvents, accountId, false, false],
    ["events.amazonaws.com", arn("events", "rule/experimentation-prod-x"), accountId, false, false],
    ["s3.amazonaws.com", "arn:aws:s3:::experimentation-prod-x", accountId, false, false],
];

type Context = Readonly<Record<string, string>>;

/** Whether the topic's policy lets a service do this. */
function may(run: ProgramRun, service: string, context: Context, action = "sns:Publish"): boolean {
    const resource = parsePolicy(output(one(run, "TopicPolicy", "monitoring"), "policy"), "resource", "topic");
    const request = {
        principal: { service },
        action,
        resource: output(one(run, "Topic", "monitoring"), "arn"),
        context,
    };
    return evaluate(request, { identity: [], resource }).allowed;
}

/** Whether the key's policy lets a service use the key as a message to an encrypted topic needs it. */
function mayEncrypt(run: ProgramRun, service: string, context: Context): boolean {
    const request = { principal: { service }, resource: output(one(run, "Key"), "arn"), context };
    return ["kms:GenerateDataKey", "kms:Decrypt"].every(
        (action) => evaluate({ ...request, action }, { identity: [], resource: keyPolicyOf(run) }).allowed,
    );
}

describe("the topic", () => {
    for (const [service, sourceArn, sourceAccount, publishes, usesKey] of senders) {
        const context: Record<string, string> = {
            "aws:SourceArn": sourceArn,
            ...(sourceAccount !== undefined && { "aws:SourceAccount": sourceAccount }),
        };
        const verb = publishes && usesKey ? "accepts" : "refuses";
        it(`${verb} messages of ${service} from ${sourceArn} for ${sourceAccount ?? "no account"}`, async () => {
            const run = await wholeProgram({ stack });

            const decisions = [may(run, service, context), mayEncrypt(run, service, context)];

            assert.deepEqual(decisions, [publishes, usesKey]);
        });
    }

    it("accepts messages from every alarm of its stack and every source of subscribed events", async () => {
        const run = await wholeProgram({ stack });
        const telling = (kind: string, service: string) =>
            ofKind(run, kind).map((resource) => [service, output(resource, "arn")] as const);

        const all = [
            ...telling("MetricAlarm", alarms),
            ...telling("CompositeAlarm", alarms),
            ...telling("Cluster", events),
            ...telling("ClusterInstance", events),
            ...telling("ClusterParameterGroup", events),
        ];
        const lost = all.filter(([service, sourceArn]) => {
            const context = { "aws:SourceAccount": accountId, "aws:SourceArn": sourceArn };
            return !may(run, service, context) || !mayEncrypt(run, service, context);
        });

        assert.equal(all.length, 34);
        assert.deepEqual(lost, []);
    });

    it("of the key's alarm accepts only that alarm, and does not depend on the key", async () => {
        const run = await wholeProgram({ stack });
        const topic = output(one(run, "Topic", "monitoring-key"), "arn");
        const policy = parsePolicy(output(one(run, "TopicPolicy", "monitoring-key"), "policy"), "resource", "topic");
        const told = (service: string, sourceArn: string, account = accountId) =>
            evaluate(
                {
                    principal: { service },
                    action: "sns:Publish",
                    resource: topic,
                    context: { "aws:SourceArn": sourceArn, "aws:SourceAccount": account },
                },
                { identity: [], resource: policy },
            ).allowed;
        const ofKey = arn("cloudwatch", "alarm:experimentation-prod-key");

        const decisions = [
            told(alarms, ofKey),
            told(alarms, ofKey, other),
            told(alarms, ourAlarm),
            told(events, ourEvents),
            told("events.amazonaws.com", arn("events", "rule/experimentation-prod-key")),
        ];

        assert.deepEqual(decisions, [true, false, false, false, false]);
        assert.equal(one(run, "Topic", "monitoring-key").inputs.kmsMasterKeyId, undefined);
        assert.deepEqual(one(run, "MetricAlarm", "monitoring-key").inputs.alarmActions, [topic]);
    });

    it("allows a service only to publish", async () => {
        const run = await wholeProgram({ stack });
        const context = { "aws:SourceAccount": accountId, "aws:SourceArn": ourAlarm };

        const decisions = ["sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes", "sns:DeleteTopic"].map((action) =>
            may(run, alarms, context, action),
        );

        assert.deepEqual(decisions, [true, false, false, false]);
    });
});
