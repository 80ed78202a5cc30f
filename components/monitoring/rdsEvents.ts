import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Notifications } from "./notifications";

/** The arguments of the RDS event subscriptions. */
export interface EventSources {
    /** The prefix of the subscriptions' names: `<identifier>-<type>-events`. */
    readonly identifier: string;
    readonly clusterId: pulumi.Input<string>;
    readonly instanceIds: readonly pulumi.Input<string>[];
}

/**
 * Subscribes to RDS events: those of Security Hub's RDS.19 (cluster), RDS.20 (instance), RDS.21 (parameter group) and
 * RDS.22 (security group), and failovers.
 *
 * The subscriptions to parameter and security groups cover the whole account: AWS checks for subscriptions to the whole
 * type, and a subscription cannot name Aurora's cluster parameter groups.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-19
 */
export function createEventSubscriptions(
    name: string,
    { identifier, clusterId, instanceIds }: EventSources,
    { topic, policy }: Notifications,
    parent: pulumi.Resource,
): aws.rds.EventSubscription[] {
    const subscribe = (what: string, source: Pick<aws.rds.EventSubscriptionArgs, "eventCategories" | "sourceIds">) =>
        new aws.rds.EventSubscription(
            `${name}-${what}`,
            { name: `${identifier}-${what}-events`, snsTopic: topic.arn, sourceType: `db-${what}`, ...source },
            // RDS checks at creation whether it may publish to the topic.
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
