import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame, valueAt } from "../values";

const dangerous = ["DisableKey", "ScheduleKeyDeletion"];

/** What holds for those who watch a key. */
export const keyWatchRules: readonly Rule[] = [
    {
        id: "key-watched",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "An alarm speaks when a key is disabled or its deletion is scheduled, by a topic that does not need the key.",
        reason: "Everything that the key encrypts stops, and the alarms by a topic under it are silent.",
        fix: "give the key an aws.cloudwatch.EventRule, and its TriggeredRules an alarm to a topic without the key",
        appliesTo: ofType(types.key),
        problems: ({ properties: { arn } }, stack) => {
            const watching = stack.filter(ofType(types.eventRule)).filter((rule) => noticesLossOf(arn, rule));
            return watching.some((rule) => tellsWithout(arn, rule, stack))
                ? []
                : [`key: no alarm on ${dangerous.join(" or ")}: must have one`];
        },
    },
];

function noticesLossOf(keyArn: unknown, { properties: { eventPattern } }: Resource): boolean {
    const named = [...dangerous, ...(typeof keyArn === "string" ? [keyArn] : [])];
    return isUnknown(eventPattern) || named.every((each) => String(eventPattern).includes(JSON.stringify(each)));
}

/** Whether an alarm on the rule's runs goes to a topic of the stack that is not encrypted under the key. */
function tellsWithout(keyArn: unknown, rule: Resource, stack: readonly Resource[]): boolean {
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
