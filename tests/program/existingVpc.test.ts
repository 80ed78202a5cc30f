import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { kindOf, labels, ofKind, one } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const ids = {
    vpcId: "vpc-0123456789abcdef0",
    functionSubnetIds: ["subnet-00000000000000f1a", "subnet-00000000000000f2b"],
    databaseSubnetIds: ["subnet-00000000000000d1a", "subnet-00000000000000d2b"],
};

const existing = {
    stack: "prod",
    config: projectKeys({
        natGateways: "none",
        vpcId: ids.vpcId,
        functionSubnetIds: JSON.stringify(ids.functionSubnetIds),
        databaseSubnetIds: JSON.stringify(ids.databaseSubnetIds),
    }),
};

describe("a platform in an existing VPC", () => {
    it("creates nothing that belongs to the VPC's owner", async () => {
        const run = await wholeProgram(existing);

        const kinds = new Set(run.resources.map(kindOf));

        const owners = ["Vpc", "Subnet", "NetworkAcl", "DefaultSecurityGroup", "FlowLog", "NatGateway", "RouteTable"];
        assert.deepEqual(
            owners.filter((kind) => kinds.has(kind)),
            [],
        );
        assert.deepEqual(
            run.resources.filter(({ name }) => name.includes("flow-logs")),
            [],
        );
    });

    it("has all other resources of a platform in a new VPC", async () => {
        const run = await wholeProgram(existing);
        const own = await wholeProgram({ stack: "prod" });

        const others = own.resources.filter(({ urn }) => !run.resources.some((resource) => resource.urn === urn));

        assert.deepEqual(
            labels(
                own,
                others.map(({ urn }) => urn),
            ),
            [
                "DefaultSecurityGroup network-default",
                "FlowLog flow-logs",
                "LogGroup flow-logs",
                "NetworkAcl network-database",
                "Role flow-logs",
                "RolePolicy flow-logs",
                "Vpc network",
            ],
        );
        assert.equal(run.resources.length, own.resources.length - others.length);
    });

    it("has database, functions and endpoints in the configured subnets", async () => {
        const run = await wholeProgram(existing);

        const vpcIds = new Set(
            [...ofKind(run, "SecurityGroup"), ...ofKind(run, "VpcEndpoint")].map((r) => r.inputs.vpcId),
        );
        const zones = ofKind(run, "ClusterInstance").map(({ inputs }) => inputs.availabilityZone);

        assert.deepEqual([...vpcIds], [ids.vpcId]);
        assert.deepEqual(one(run, "SubnetGroup").inputs.subnetIds, ids.databaseSubnetIds);
        assert.deepEqual(zones, ["us-east-1a", "us-east-1b"]);
        for (const { inputs } of ofKind(run, "Function")) {
            assert.deepEqual(toRecord(inputs.vpcConfig).subnetIds, ids.functionSubnetIds);
        }
        for (const { inputs } of ofKind(run, "VpcEndpoint")) {
            assert.deepEqual(inputs.subnetIds, ids.functionSubnetIds);
        }
    });
});
