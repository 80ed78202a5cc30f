import assert from "node:assert/strict";
import { evaluate } from "../../local/iam/evaluate";
import { parsePolicy } from "../../local/iam/policy";
import { accountId } from "../../local/program/awsOutputs";
import type { ProgramRun } from "../../local/program/runProgram";
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
const ourEvents = arn("rds", "es:experimentation-prod-cluster-events");

/** Who wants to tell the topic something, for which resource of which account, and whether that gets there. */
const senders: readonly [service: string, sourceArn: string, sourceAccount: string | undefined, arrives: boolean][] = [
    [alarms, ourAlarm, accountId, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0"), accountId, true],
    [alarms, arn("cloudwatch", "alarm:experimentation-dev-cpu-0"), accountId, false],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod2-cpu-0"), accountId, false],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0", accountId, "us-west-2"), accountId, false],
    [alarms, arn("cloudwatch", "alarm:experimentation-prod-cpu-0", other), other, false],
    [alarms, ourAlarm, other, false],
    [alarms, ourAlarm, undefined, false],
    [alarms, ourEvents, accountId, false],
    [events, ourEvents, accountId, true],
    [events, arn("rds", "es:experimentation-prod-security-group-events"), accountId, true],
    [events, arn("rds", "es:experimentation-dev-cluster-events"), accountId, false],
    [events, arn("rds", "es:experimentation-prod-cluster-events", other), other, false],
    [events, ourEvents, other, false],
    [events, ourEvents, undefined, false],
    [events, ourAlarm, accountId, false],
    ["rds.amazonaws.com", ourEvents, accountId, false],
    ["events.amazonaws.com", arn("events", "rule/experimentation-prod-x"), accountId, false],
    ["s3.amazonaws.com", "arn:aws:s3:::experimentation-prod-x", accountId, false],
];

/** Whether a service gets an encrypted message to the topic: it may publish, and it may use the key for it. */
function arrives(run: ProgramRun, service: string, context: Readonly<Record<string, string>>): boolean {
    const resources = {
        topic: { arn: output(one(run, "Topic"), "arn"), policy: topicPolicy(run) },
        key: { arn: output(one(run, "Key"), "arn"), policy: keyPolicyOf(run) },
    };
    const may = (name: keyof typeof resources, action: string) =>
        evaluate(
            { principal: { service }, action, resource: resources[name].arn, context },
            { identity: [], resource: resources[name].policy },
        ).allowed;
    return may("topic", "sns:Publish") && may("key", "kms:GenerateDataKey") && may("key", "kms:Decrypt");
}

function topicPolicy(run: ProgramRun) {
    return parsePolicy(output(one(run, "TopicPolicy"), "policy"), "resource", "topic");
}

describe("the topic", () => {
    for (const [service, sourceArn, sourceAccount, gets] of senders) {
        const context: Record<string, string> = {
            "aws:SourceArn": sourceArn,
            ...(sourceAccount !== undefined && { "aws:SourceAccount": sourceAccount }),
        };
        it(`${gets ? "gets" : "does not get"} what ${service} tells of ${sourceArn} for ${sourceAccount ?? "no account"}`, async () => {
            const run = await wholeProgram({ stack });

            const result = arrives(run, service, context);

            assert.equal(result, gets);
        });
    }

    it("gets what every alarm and every event subscription of its stack tells", async () => {
        const run = await wholeProgram({ stack });
        const telling = (kind: string, service: string) =>
            ofKind(run, kind).map((resource) => [service, output(resource, "arn")] as const);

        const lost = [
            ...telling("MetricAlarm", alarms),
            ...telling("CompositeAlarm", alarms),
            ...telling("EventSubscription", events),
        ].filter(
            ([service, sourceArn]) =>
                !arrives(run, service, { "aws:SourceAccount": accountId, "aws:SourceArn": sourceArn }),
        );

        assert.deepEqual(lost, []);
    });

    it("lets its services publish, and nobody do anything else", async () => {
        const run = await wholeProgram({ stack });
        const resource = output(one(run, "Topic"), "arn");
        const context = { "aws:SourceAccount": accountId, "aws:SourceArn": ourAlarm };

        const decisions = ["sns:Publish", "sns:Subscribe", "sns:SetTopicAttributes", "sns:DeleteTopic"].map(
            (action) =>
                evaluate(
                    { principal: { service: alarms }, action, resource, context },
                    { identity: [], resource: topicPolicy(run) },
                ).allowed,
        );

        assert.deepEqual(decisions, [true, false, false, false]);
    });
});
