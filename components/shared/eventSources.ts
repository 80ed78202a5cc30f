import type * as pulumi from "@pulumi/pulumi";
import { type Account, arnOf } from "./account";

/**
 * The source ARNs of RDS events: those of its resources (clusters, instances, groups), not of the subscription.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_Events.GrantingPermissions.html
 */
export function eventSources(account: Account): pulumi.Output<string> {
    return arnOf(account, "rds", "*");
}
