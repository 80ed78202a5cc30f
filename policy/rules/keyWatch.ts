import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame, valueAt } from "../values";

const dangerous = ["DisableKey", "ScheduleKeyDeletion"];

/** The rule for the alarm on a key. */
export const keyWatchRules: readonly Rule[] = [
    {
        id: "key-watched",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "An alarm reports that a key is disabled or scheduled for deletion, through a topic that does not need the key.",
        reason: "Everything that the key encrypts stops, and a topic encrypted with the key delivers no alarm.",
        fix: "add an aws.cloudwatch.EventRule for the key, and an alarm on its TriggeredRules with a topic that does not use the key",
        appliesTo: ofType(types.key),
        problems: ({ properties: { arn } }, stack) => {
            const watching = stack.filter(ofType(types.eventRule)).filter((rule) => detectsLossOf(arn, rule));
            return watching.some((rule) => isReportedWithout(arn, rule, stack))
                ? []
                : [`key: no alarm on ${dangerous.join(" or ")}: must have one`];
        },
    },
];

function detectsLossOf(keyArn: unknown, { properties: { eventPattern } }: Resource): boolean {
    const named = [...dangerous, ...(typeof keyArn === "string" ? [keyArn] : [])];
    return isUnknown(eventPattern) || named.every((each) => String(eventPattern).includes(JSON.stringify(each)));
}

/** Whether an alarm on the rule's invocations has a topic of the stack that the key does not encrypt. */
function isReportedWithout(keyArn: unknown, rule: Resource, stack: readonly Resource[]): boolean {
    const topics = stack
        .filter(ofType(types.topic))
        .filter(({ properties: { kmsMasterKeyId } }) => isUnknown(kmsMasterKeyId) || kmsMasterKeyId !== keyArn)
        .map(({ properties }) => properties.arn);
    return stack
        .filter(ofType(types.alarm))
        .filter(
            ({ properties }) =>
                maySame(properties.metricName, "TriggeredRules") &&
                maySame(valueAt(properties, "dimensions.RuleName"), rule.properties.name),
        )
        .some(
            ({ properties: { alarmActions } }) =>
                isUnknown(alarmActions) ||
                listOf(alarmActions).some((action) => topics.some((topic) => maySame(topic ?? action, action))),
        );
}
