import { types } from "../../policy/resource";
import { keyWatchRules } from "../../policy/rules/keyWatch";
import { describeRules } from "./describeRules";
import { type Changes, good, keyArn, resource } from "./resources";

const topicArn = "arn:aws:sns:us-east-1:123456789012:key";
const topic = (kmsMasterKeyId?: string) => resource(types.topic, { arn: topicArn, kmsMasterKeyId });
const pattern = (eventName: readonly string[], arn = keyArn) =>
    JSON.stringify({ source: ["aws.kms"], detail: { eventName, resources: { ARN: [arn] } } });
const rule = (eventPattern = pattern(["DisableKey", "ScheduleKeyDeletion"])) =>
    resource(types.eventRule, { name: "database-key", eventPattern });
const alarm = (changes: Changes = {}) =>
    good.alarm({
        alarmActions: [topicArn],
        dimensions: { RuleName: "database-key" },
        metricName: "TriggeredRules",
        ...changes,
    });
const missing = "key: no alarm on DisableKey or ScheduleKeyDeletion: must have one";

describeRules("the policy's rules for those who watch a key", keyWatchRules, {
    "key-watched": {
        passes: [
            [good.key(), rule(), alarm(), topic()],
            [good.key(), rule(), alarm(), topic("alias/other")],
        ],
        fails: [
            [[good.key()], missing],
            [[good.key(), rule(), topic()], missing],
            [[good.key(), rule(pattern(["DisableKey"])), alarm(), topic()], missing],
            [
                [good.key(), rule(pattern(["DisableKey", "ScheduleKeyDeletion"], `${keyArn}2`)), alarm(), topic()],
                missing,
            ],
            [[good.key(), rule(), alarm({ dimensions: { RuleName: "other" } }), topic()], missing],
            [[good.key(), rule(), alarm({ metricName: "Invocations" }), topic()], missing],
            [[good.key(), rule(), alarm({ alarmActions: [] }), topic()], missing],
            [[good.key(), rule(), alarm(), topic(keyArn)], missing],
        ],
    },
});
