import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Notifications } from "./notifications";

/** Whose events are told. */
export interface EventSources {
    /** Subscriptions are called `<identifier>-<what>-events`. */
    readonly identifier: string;
    readonly clusterId: pulumi.Input<string>;
    readonly instanceIds: readonly pulumi.Input<string>[];
}

/**
 * Tells RDS's events: what Security Hub's RDS.19 (cluster), RDS.20 (instance), RDS.21 (parameter group) and RDS.22
 * (security group) ask for, and failovers.
 *
 * Parameter and security groups are all of the account's: AWS looks for subscriptions to the whole type, and Aurora's
 * cluster parameter groups can be named by none.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19
 */
export function eventSubscriptions(
    name: string,
    { identifier, clusterId, instanceIds }: EventSources,
    { topic, policy }: Notifications,
    parent: pulumi.Resource,
): aws.rds.EventSubscription[] {
    const subscribe = (what: string, source: Pick<aws.rds.EventSubscriptionArgs, "eventCategories" | "sourceIds">) =>
        new aws.rds.EventSubscription(
            `${name}-${what}`,
            { name: `${identifier}-${what}-events`, snsTopic: topic.arn, sourceType: `db-${what}`, ...source },
            // RDS asks the topic at once whether it may publish.
            { parent, dependsOn: [policy] },
        );
    return [
        subscribe("cluster", { eventCategories: ["failover", "failure", "maintenance"], sourceIds: [clusterId] }),
        subscribe("instance", {
            eventCategories: ["availability", "configuration change", "failure", "maintenance"],
            sourceIds: [...instanceIds],
        }),
        subscribe("parameter-group", { eventCategories: ["configuration change"] }),
        subscribe("security-group", { eventCategories: ["configuration change", "failure"] }),
    ];
}
