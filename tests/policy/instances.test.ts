import { types } from "../../policy/resource";
import { instanceRules } from "../../policy/rules/instances";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { good, resource } from "./resources";

const reader = good.instance({ availabilityZone: "us-east-1b", promotionTier: 1 });
const tier = (promotionTier: number, instanceClass: string) => good.instance({ promotionTier, instanceClass });
const elsewhere = good.instance({ clusterIdentifier: "other", availabilityZone: "us-east-1c" });

const subnetGroup = resource(types.subnetGroup, { subnetIds: ["subnet-1", "subnet-2"] });
const network = (publicSubnetIds: readonly string[]) => resource(types.vpcComponent, { publicSubnetIds });
const subnet = (id: string, mapPublicIpOnLaunch: boolean) => resource(types.subnet, { id, mapPublicIpOnLaunch });

describeRules("the policy's rules for instances", instanceRules, {
    "instance-not-public": {
        passes: [[good.instance()]],
        fails: [
            [[good.instance({ publiclyAccessible: true })], "publiclyAccessible: true: must be false"],
            [[good.instance({ publiclyAccessible: undefined })], "publiclyAccessible: is empty: must be false"],
        ],
    },
    "instance-monitoring": {
        passes: [[good.instance()]],
        fails: [
            [[good.instance({ monitoringInterval: 0 })], "monitoringInterval: 0: must be 1 or more"],
            [[good.instance({ monitoringRoleArn: undefined })], "monitoringRoleArn: is empty: must be set"],
        ],
    },
    "instance-insights": {
        passes: [[good.instance()]],
        fails: [
            [[good.instance({ performanceInsightsEnabled: false })], "performanceInsightsEnabled: false: must be true"],
        ],
    },
    "instance-minor-upgrades": {
        passes: [[good.instance()]],
        fails: [[[good.instance({ autoMinorVersionUpgrade: false })], "autoMinorVersionUpgrade: false: must be true"]],
    },
    "instance-maintained-with-cluster": {
        passes: [[good.cluster(), good.instance(), elsewhere]],
        fails: [
            [
                [good.cluster(), good.instance({ preferredMaintenanceWindow: undefined })],
                "preferredMaintenanceWindow: is empty: must be the cluster's, which is sun:04:00-sun:05:00",
            ],
            [
                [good.cluster({ autoMinorVersionUpgrade: true }), good.instance({ autoMinorVersionUpgrade: false })],
                "autoMinorVersionUpgrade: false: must be the cluster's, which is true",
            ],
        ],
    },
    "cluster-two-instances": {
        passes: [[good.cluster(), good.instance(), reader]],
        fails: [
            [[good.cluster(), good.instance()], "instances: 1: must be 2 or more"],
            [[good.cluster(), good.instance(), elsewhere], "instances: 1: must be 2 or more"],
        ],
    },
    "cluster-two-zones": {
        passes: [
            [good.cluster(), good.instance(), reader],
            [good.cluster(), good.instance(), good.instance({ availabilityZone: unknownValue })],
        ],
        fails: [
            [
                [good.cluster(), good.instance(), good.instance(), elsewhere],
                "availabilityZone: us-east-1a: must be two or more",
            ],
            [[good.cluster()], "availabilityZone: no instance: must be two or more"],
        ],
    },
    "cluster-failover-class": {
        passes: [
            [good.cluster(), good.instance()],
            [good.cluster(), good.instance(), reader, tier(2, "db.r5.xlarge"), elsewhere],
            // In a tier, the largest instance comes first.
            [good.cluster(), good.instance(), tier(1, "db.t3.large"), tier(1, "db.r5.large")],
        ],
        fails: [
            [
                [good.cluster(), good.instance(), tier(1, "db.t3.large"), tier(2, "db.r5.large")],
                "instanceClass: db.t3.large: must be the writer's, which is db.r5.large",
            ],
        ],
    },
    "database-subnets-not-public": {
        passes: [[subnetGroup, network(["subnet-3"]), subnet("subnet-1", false)], [subnetGroup]],
        fails: [
            [[subnetGroup, network(["subnet-2"])], 'subnetIds: ["subnet-1","subnet-2"]: must not be public'],
            [[subnetGroup, subnet("subnet-1", true)], 'subnetIds: ["subnet-1","subnet-2"]: must not be public'],
        ],
    },
});
