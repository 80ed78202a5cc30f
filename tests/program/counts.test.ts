import assert from "node:assert/strict";
import { kindOf } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** Everything but the instances, each of which has alarms of its own, and the readers' alarm. */
const common = {
    Alias: 1,
    AuroraPlatform: 1,
    Cluster: 1,
    ClusterParameterGroup: 1,
    CompositeAlarm: 1,
    Dashboard: 1,
    DatabaseAccess: 1,
    DatabaseCredentials: 1,
    DatabaseMonitoring: 1,
    DefaultSecurityGroup: 1,
    EventRule: 1,
    EventSubscription: 4,
    EventTarget: 1,
    FlowLog: 1,
    Function: 2,
    FunctionEventInvokeConfig: 1,
    Key: 1,
    LogGroup: 5,
    LogMetricFilter: 3,
    Network: 1,
    NetworkAcl: 1,
    Parameter: 7,
    Permission: 4,
    Role: 5,
    RolePolicy: 4,
    RolePolicyAttachment: 1,
    Schedule: 1,
    Secret: 3,
    SecretPolicy: 3,
    SecretRotation: 3,
    SecretVersion: 3,
    SecurityGroup: 4,
    SecurityGroupEgressRule: 4,
    SecurityGroupIngressRule: 4,
    SubnetGroup: 1,
    Topic: 2,
    TopicPolicy: 2,
    Vpc: 1,
    VpcEndpoint: 2,
    VpcFunction: 2,
};

const cases = {
    dev: { ClusterInstance: 1, MetricAlarm: 23 },
    staging: { ClusterInstance: 2, MetricAlarm: 28 },
    prod: { ClusterInstance: 2, MetricAlarm: 28 },
};

describe("the resources of a stack, by kind", () => {
    for (const stack of stacks) {
        it(`are counted exactly in ${stack}`, async () => {
            const run = await wholeProgram({ stack });

            const counts: Record<string, number> = {};
            for (const resource of run.resources) {
                counts[kindOf(resource)] = (counts[kindOf(resource)] ?? 0) + 1;
            }

            assert.deepEqual(counts, { ...common, ...cases[stack] });
        });
    }

    it("are 111 in dev, and an instance and its alarms more in staging and prod", async () => {
        const totals = [];
        for (const stack of stacks) {
            totals.push((await wholeProgram({ stack })).resources.length);
        }

        assert.deepEqual(totals, [111, 117, 117]);
    });
});
