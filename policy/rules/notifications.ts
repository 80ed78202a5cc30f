import { alarmsThatRaise } from "../alarmRule";
import { namesAccount } from "../conditions";
import { must, mustBeSet } from "../findings";
import { ofType, types, type Resource } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement } from "../statements";
import { isEmpty, isUnknown, listOf, maySame } from "../values";

/** By these AWS encrypts what it sends: as far as the mail server, for e-mail, where that one can. */
const encryptedProtocols = ["email", "email-json", "https", "lambda", "sqs"];

const alarms = ofType(types.alarm, types.compositeAlarm);

/** What holds for alarms, events and the topic that tells people of them. */
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
    {
        id: "database-events-watched",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "RDS tells of maintenance, failures and changes of the cluster, its instances and its groups.",
        reason: "A failover or a forced upgrade would be found out from its consequences.",
        fix: "give the topic an aws.rds.EventSubscription of that source and these categories, with these sourceIds or none",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) =>
            Object.entries(criticalEvents)
                .filter(([sourceType, categories]) => {
                    const subscriptions = stack.filter((each) => tellsOf(each, sourceType, categories));
                    return !areWatched(sourcesOf(cluster, sourceType, stack), subscriptions);
                })
                .map(
                    ([sourceType, categories]) =>
                        `event subscription: none of ${sourceType} for ${categories.join(", ")}: must have one`,
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

/**
 * The events that Security Hub calls critical, by the type of their source: RDS.19 to RDS.22.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19
 */
const criticalEvents: Readonly<Record<string, readonly string[]>> = {
    "db-cluster": ["maintenance", "failure"],
    "db-instance": ["maintenance", "configuration change", "failure"],
    "db-parameter-group": ["configuration change"],
    "db-security-group": ["configuration change", "failure"],
};

/** A subscription without categories is of all of them. */
function tellsOf({ type, properties }: Resource, wantedType: string, categories: readonly string[]): boolean {
    const { sourceType, eventCategories, enabled } = properties;
    return (
        type === types.eventSubscription &&
        maySame(sourceType, wantedType) &&
        enabled !== false &&
        (isEmpty(eventCategories) ||
            listOf(eventCategories).some(isUnknown) ||
            categories.every((each) => listOf(eventCategories).includes(each)))
    );
}

/** The identifiers of a cluster's sources of a type; none where the rule does not tell them apart. */
function sourcesOf({ properties }: Resource, sourceType: string, stack: readonly Resource[]): readonly unknown[] {
    if (sourceType === "db-cluster") {
        return [properties.clusterIdentifier];
    }
    return stack
        .filter(({ type }) => sourceType === "db-instance" && type === types.instance)
        .filter((instance) => maySame(instance.properties.clusterIdentifier, properties.clusterIdentifier))
        .map((instance) => instance.properties.identifier);
}

/** Whether each source is watched. A subscription without identifiers is of all sources. */
function areWatched(sources: readonly unknown[], subscriptions: readonly Resource[]): boolean {
    const watched = subscriptions.map(({ properties: { sourceIds } }) => listOf(sourceIds));
    return (
        watched.some((ids) => ids.length === 0) ||
        (sources.length > 0 && sources.every((source) => watched.flat().some((id) => maySame(id, source))))
    );
}
