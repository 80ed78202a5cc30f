import { alarmsThatRaise } from "../alarmRule";
import { namesAccount } from "../conditions";
import { must, mustBeSet } from "../requirements";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement } from "../statements";
import { isEmpty, isUnknown } from "../values";

/** By these AWS encrypts what it sends: as far as the mail server, for e-mail, where that one can. */
const encryptedProtocols = ["email", "email-json", "https", "lambda", "sqs"];

const alarms = ofType(types.alarm, types.compositeAlarm);

/** What holds for alarms, and for the topic that tells people of them and of events. */
export const notificationRules: readonly Rule[] = [
    {
        id: "topic-policy-names-sources",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A topic takes messages from services alone, for resources of this account.",
        reason: "Anybody could send false alarms, or make AWS send them.",
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
        what: "A topic tells by e-mail, by HTTPS, or within AWS.",
        reason: "By http, whoever is on the way reads what is wrong, and the token that confirms the subscription.",
        fix: "put https addresses into the stack's alarmUrls",
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
        what: "An alarm tells somebody, by itself or as part of one that does.",
        reason: "One that tells nobody is not seen until a customer calls.",
        fix: "set alarmActions to the topic, or name it in a composite alarm, and leave actionsEnabled out",
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
        what: "An alarm says what missing data mean.",
        reason: "By default it stays as it is: one about errors never ends, one about a heartbeat never begins.",
        fix: "set treatMissingData to breaching, notBreaching or ignore",
        appliesTo: ofType(types.alarm),
        problems: mustBeSet("treatMissingData"),
    },
    {
        id: "alarm-runbook",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "An alarm says where the runbook is: its description ends with an address and a section.",
        reason: "Whoever is woken up by it has read neither the code nor the runbook.",
        fix: "end alarmDescription with a link to the runbook's section",
        appliesTo: alarms,
        problems: must(
            "alarmDescription",
            (value) => /(^|\s)[^\s#]+#[\w-]+$/.test(String(value)),
            "must end with a link to a section of the runbook",
        ),
    },
];

/** Whether a composite alarm that tells somebody goes off with this one. */
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
