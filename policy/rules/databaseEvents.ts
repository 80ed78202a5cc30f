import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { allowed, type Statement } from "../statements";
import { isEmpty, isUnknown, listOf, maySame } from "../values";

/** Rules for RDS's events and their topics. */
export const databaseEventRules: readonly Rule[] = [
    {
        id: "database-events-watched",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "RDS reports maintenance, failures and changes of the cluster, its instances and its parameter groups.",
        reason: "Otherwise a failover or a forced upgrade is noticed only by its consequences.",
        fix: "add an aws.rds.EventSubscription with that source type and these categories, and with these sourceIds or none",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) =>
            Object.entries(criticalEvents)
                .filter(([sourceType, categories]) => {
                    const subscriptions = stack.filter((each) => isSubscribedTo(each, sourceType, categories));
                    return !areWatched(sourcesOf(cluster, sourceType, stack), subscriptions);
                })
                .map(
                    ([sourceType, categories]) =>
                        `event subscription: none to ${sourceType} for ${categories.join(", ")}: must have one`,
                ),
    },
    {
        id: "database-events-admitted",
        scope: "stack",
        enforcement: "mandatory",
        severity: "high",
        what: "A topic's policy allows RDS to publish the events of the subscribed resources.",
        reason: "RDS publishes in the name of the resource, not of the subscription. Without permission it refuses the subscription or publishes nothing.",
        fix: "allow events.rds.amazonaws.com to publish if aws:SourceArn is an RDS resource of the account, arn:…:rds:…:*",
        appliesTo: ofType(types.eventSubscription),
        problems: ({ properties: { snsTopic, sourceType, sourceIds } }, stack) => {
            const policies = stack
                .filter(ofType(types.topicPolicy))
                .filter(({ properties }) => properties.arn === snsTopic)
                .map(({ properties }) => properties.policy);
            const [id = "any"] = listOf(sourceIds).filter((each) => typeof each === "string");
            const resource = `${resourceTypes[String(sourceType)] ?? "*"}:${id}`;
            return policies.some((policy) => !isUnknown(policy) && !allowed(policy).some(allowsEventsOf(resource)))
                ? [
                      `snsTopic: its policy does not allow events of ${resource}: must allow events.rds.amazonaws.com to publish`,
                  ]
                : [];
        },
    },
];

/** The types of resources in RDS's ARNs, by the type of a subscription's source. */
const resourceTypes: Readonly<Record<string, string>> = {
    "db-cluster": "cluster",
    "db-instance": "db",
    "db-parameter-group": "pg",
    "db-security-group": "secgrp",
};

/** Whether a statement allows RDS to publish for a resource, given by the end of its ARN, for instance `db:name`. */
function allowsEventsOf(resource: string): (statement: Statement) => boolean {
    return ({ actions, principals, conditions }) =>
        actions.includes("sns:Publish") &&
        principals.some(({ kind, value }) => kind === "Service" && value === "events.rds.amazonaws.com") &&
        conditions
            .filter(({ key }) => key === "aws:sourcearn")
            .every(({ values }) => values.some((pattern) => isUnknown(pattern) || matches(String(pattern), resource)));
}

/** Whether a pattern of ARNs matches an RDS resource, in any account. */
function matches(pattern: string, resource: string): boolean {
    const [, service, , , ...rest] = pattern.split(":").slice(1);
    const own = rest.join(":").replace(/[.+^${}()|[\]\\]/g, "\\$&");
    return service === "rds" && new RegExp(`^${own.replaceAll("*", ".*").replaceAll("?", ".")}$`).test(resource);
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

/** A subscription without categories has all of them. */
function isSubscribedTo({ type, properties }: Resource, wantedType: string, categories: readonly string[]): boolean {
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

/** The identifiers of a cluster's event sources of a type; none if the rule does not distinguish them. */
function sourcesOf({ properties }: Resource, sourceType: string, stack: readonly Resource[]): readonly unknown[] {
    if (sourceType === "db-cluster") {
        return [properties.clusterIdentifier];
    }
    return stack
        .filter(({ type }) => sourceType === "db-instance" && type === types.instance)
        .filter((instance) => maySame(instance.properties.clusterIdentifier, properties.clusterIdentifier))
        .map((instance) => instance.properties.identifier);
}

/** Whether each source is watched. A subscription without identifiers covers all sources. */
function areWatched(sources: readonly unknown[], subscriptions: readonly Resource[]): boolean {
    const watched = subscriptions.map(({ properties: { sourceIds } }) => listOf(sourceIds));
    return (
        watched.some((ids) => ids.length === 0) ||
        (sources.length > 0 && sources.every((source) => watched.flat().some((id) => maySame(id, source))))
    );
}
