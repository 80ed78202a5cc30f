import { deepEqual } from "node:assert/strict";
import { parseSettings } from "../../../settings/parse";
import { switches } from "../../../tools/cost/switches";
import { stackValues } from "../../settings/stackFiles";

function changesOf(stack: string, changes: Record<string, string> = {}): object[] {
    return switches(parseSettings(stackValues(stack, changes), stack)).map((each) => each.changes);
}

const watching = [
    { insightsMode: "standard", insightsRetentionDays: "7" },
    { monitoring: "false" },
    { monitoringIntervalSeconds: "0" },
    { tracing: "false" },
    { logRetentionDays: "30" },
];

describe("switches", () => {
    it("are changes of a stack's keys that may cost less", () => {
        const changes = changesOf("prod");

        deepEqual(changes, [
            { natGateways: "single" },
            { natGateways: "none" },
            { endpoints: "none" },
            { zones: "2" },
            { instances: "1" },
            { instanceClass: "db.r6g.large" },
            { storageType: "ioOptimized" },
            { storageType: "standard" },
            ...watching,
        ]);
    });

    it("are changes of the readers' class where it differs", () => {
        const changes = changesOf("prod", { readerInstanceClass: "db.r7g.large" });

        deepEqual(
            changes.filter((change) =>
                Object.keys(change).some((key) => key.endsWith("InstanceClass") || key === "instanceClass"),
            ),
            [{ instanceClass: "db.r6g.large" }, { readerInstanceClass: "db.r6g.large" }],
        );
    });

    it("use an existing VPC's endpoints, and do not change its gateways", () => {
        const changes = changesOf("dev", {
            vpcId: "vpc-0123456789abcdef0",
            functionSubnetIds: '["subnet-0123456789abcdef0"]',
            databaseSubnetIds: '["subnet-0123456789abcdefa","subnet-0123456789abcdefb"]',
            instanceClass: "db.t4g.medium",
        });

        deepEqual(changes, [
            { endpoints: "none" },
            { endpoints: "existing", endpointSecurityGroupId: "sg-0123456789abcdef0" },
            { instances: "0" },
            { storageType: "ioOptimized" },
            { storageType: "standard" },
            ...watching,
        ]);
    });
});
