import assert from "node:assert/strict";
import { groupId, idOf, ofKind, one, output, subnetIds } from "./resources";
import { stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    describe(`the network of ${stack}`, () => {
        it("has subnets of its own for the database and for the functions, in two zones each", async () => {
            const run = await wholeProgram({ stack });

            const ids = ["public", "functions", "database"].map((tier) => subnetIds(run, tier));

            assert.deepEqual(
                ids.map(({ length }) => length),
                [2, 2, 2],
            );
            assert.equal(new Set(ids.flat()).size, 6);
        });

        it("allows only the VPC's range to the database's port, and ICMP about packets that are too long", async () => {
            const run = await wholeProgram({ stack });

            const { ingress, egress, subnetIds: protectedIds } = one(run, "NetworkAcl").inputs;

            const rule = { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.20.0.0/16" };
            const icmp = { action: "allow", protocol: "icmp", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 };
            assert.deepEqual(protectedIds, subnetIds(run, "database"));
            assert.deepEqual(ingress, [
                { ...rule, fromPort: 5432, toPort: 5432 },
                { ...icmp, ruleNo: 200, cidrBlock: "10.0.0.0/8" },
            ]);
            assert.deepEqual(egress, [{ ...rule, fromPort: 1024, toPort: 65535 }]);
        });

        it("has a default security group without rules", async () => {
            const { ingress, egress } = one(await wholeProgram({ stack }), "DefaultSecurityGroup").inputs;

            assert.deepEqual([ingress, egress], [[], []]);
        });

        it("has interface endpoints with private DNS, so that the functions' calls stay in the VPC", async () => {
            const run = await wholeProgram({ stack });

            const endpoints = ofKind(run, "VpcEndpoint").map(({ inputs }) => [
                inputs.vpcEndpointType,
                inputs.privateDnsEnabled,
                inputs.subnetIds,
                inputs.securityGroupIds,
            ]);

            const expected = ["Interface", true, subnetIds(run, "functions"), [groupId(run, "network-endpoints")]];
            assert.deepEqual(endpoints, [expected, expected]);
        });

        it("logs accepted and rejected traffic to a log group of its own", async () => {
            const run = await wholeProgram({ stack });

            const { trafficType, logDestination } = one(run, "FlowLog").inputs;

            assert.deepEqual([trafficType, logDestination], ["ALL", output(one(run, "LogGroup", "flow-logs"), "arn")]);
        });
    });

    describe(`the security groups of ${stack}`, () => {
        it("have no inline rules, which would conflict with the standalone ones", async () => {
            const groups = ofKind(await wholeProgram({ stack }), "SecurityGroup");

            const withRules = groups.filter(({ inputs }) => "ingress" in inputs || "egress" in inputs);

            assert.deepEqual(withRules, []);
            assert.equal(new Set(groups.map(idOf)).size, 4);
        });

        it("let each function reach the database and the endpoints, and nothing else", async () => {
            const run = await wholeProgram({ stack });

            const rules = (kind: string, client: string, target: string) =>
                ofKind(run, kind).map(({ inputs }) => [
                    inputs[client],
                    inputs[target],
                    inputs.ipProtocol,
                    inputs.fromPort,
                    inputs.toPort,
                ]);

            const allowed = ["access-group", "database-rotation-group"].flatMap((client) => [
                [groupId(run, client), groupId(run, "database"), "tcp", 5432, 5432],
                [groupId(run, client), groupId(run, "network-endpoints"), "tcp", 443, 443],
            ]);
            assert.deepEqual(
                [
                    rules("SecurityGroupEgressRule", "securityGroupId", "referencedSecurityGroupId"),
                    rules("SecurityGroupIngressRule", "referencedSecurityGroupId", "securityGroupId"),
                ],
                [allowed, allowed],
            );
        });

        it("are not open to the world, nor is any other resource", async () => {
            const run = await wholeProgram({ stack });

            const open = run.resources.filter(({ inputs }) => /0\.0\.0\.0\/0|::\/0/.test(JSON.stringify(inputs)));

            assert.deepEqual(open, []);
        });
    });
}
