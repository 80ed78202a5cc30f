import { alarmsThatRaise } from "../alarmRule";
import { namesAccount } from "../conditions";
import { must, mustBeSet } from "../requirements";
import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement } from "../statements";
import { isEmpty, isUnknown } from "../values";

/** Protocols that AWS encrypts. E-mail is encrypted up to the mail server, if the server supports it. */
const encryptedProtocols = ["email", "email-json", "https", "lambda", "sqs"];

const alarms = ofType(types.alarm, types.compositeAlarm);

/** Rules for alarms, and for the topics of alarms and events. */
export const notificationRules: readonly Rule[] = [
    {
        id: "topic-policy-names-sources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A topic accepts messages only from services, for resources of this account.",
        reason: "Otherwise others could send false alarms, or make AWS send them.",
        fix: "name services as principals, with conditions on aws:SourceAccount and aws:SourceArn",
        appliesTo: ofType(types.topic, types.topicPolicy),
        problems: ({ properties: { policy } }) =>
            allowed(policy)
                .filter((statement) => !isOfServicesForSources(statement))
                .map(
                    ({ principals }) =>
                        `policy: ${principals.map(({ value }) => value).join()}: must be a service, for an account and an ARN`,
                ),
    },
    {
        id: "topic-subscription-encrypted",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A topic delivers by e-mail, by HTTPS, or within AWS.",
        reason: "Over HTTP, others on the network can read the alarm and the token that confirms the subscription.",
        fix: "use https addresses in the stack's alarmUrls",
        appliesTo: ofType(types.topicSubscription),
        problems: must(
            "protocol",
            (value) => encryptedProtocols.includes(String(value)),
            `must be one of ${encryptedProtocols.join(", ")}`,
        ),
    },
    {
        id: "alarm-tells-somebody",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "An alarm notifies people, by itself or through a composite alarm.",
        reason: "Otherwise a customer notices the failure first.",
        fix: "set alarmActions to the topic, or name it in a composite alarm, and remove actionsEnabled",
        appliesTo: alarms,
        problems: (alarm, stack) => [
            ...(isPartOfAnother(alarm, stack) ? [] : mustBeSet("alarmActions")(alarm)),
            ...must("actionsEnabled", (value) => value !== false, "must not be false")(alarm),
        ],
    },
    {
        id: "alarm-missing-data",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "An alarm sets treatMissingData.",
        reason: "By default an alarm without data keeps its state: one on errors never ends, and one on a heartbeat never starts.",
        fix: "set treatMissingData to breaching, notBreaching or ignore",
        appliesTo: ofType(types.alarm),
        problems: mustBeSet("treatMissingData"),
    },
    {
        id: "alarm-runbook",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "An alarm's description ends with a link to a section of the runbook.",
        reason: "The person on call may know neither the code nor the runbook.",
        fix: "end alarmDescription with a link to the runbook's section",
        appliesTo: alarms,
        problems: must(
            "alarmDescription",
            (value) => /(^|\s)[^\s#]+#[\w-]+$/.test(String(value)),
            "must end with a link to a section of the runbook",
        ),
    },
];

/** Whether this alarm raises a composite alarm that notifies people. */
function isPartOfAnother({ properties: { name, alarmName } }: Resource, stack: readonly Resource[]): boolean {
    const own = alarmName ?? name;
    return stack
        .filter(ofType(types.compositeAlarm))
        .filter(({ properties: { alarmActions } }) => !isEmpty(alarmActions))
        .some(
            ({ properties: { alarmRule } }) =>
                isUnknown(alarmRule) ||
                isUnknown(own) ||
                alarmsThatRaise(String(alarmRule)).some((each) => `:alarm:${each}`.endsWith(`:alarm:${String(own)}`)),
        );
}

function isOfServicesForSources({ principals, conditions }: Statement): boolean {
    return (
        principals.every(({ kind }) => kind === "Service") &&
        ["aws:sourceaccount", "aws:sourcearn"].every((source) =>
            conditions.some((condition) => condition.key === source && namesAccount(condition)),
        )
    );
}
