import assert from "node:assert/strict";
import { ofKind, one, subnetIds } from "../../program/resources";
import { runPart } from "../part";
import { createNetwork, databaseRules, kinds, rules, tcp } from "./createNetwork";

describe("a new network", () => {
    it("gives database and functions the subnets of their tiers, and the zones of the database's", async () => {
        const run = await runPart(createNetwork);

        const { subnets } = run.outputs;

        assert.deepEqual(subnets, {
            vpcId: one(run, "Vpc").outputs.vpcId,
            databaseSubnetIds: subnetIds(run, "database"),
            databaseZones: ["us-east-1a", "us-east-1b"],
            functionSubnetIds: subnetIds(run, "functions"),
        });
    });

    for (const [natGateways, strategy] of [
        ["none", "None"],
        ["single", "Single"],
        ["onePerZone", "OnePerAz"],
    ] as const) {
        it(`has NAT gateways as configured: ${natGateways}`, async () => {
            const run = await runPart(createNetwork, { changes: { natGateways } });

            const { natGateways: registered } = one(run, "Vpc").inputs;

            assert.deepEqual(registered, { strategy });
        });
    }

    it("allows clients port 443 to every address only if they reach AWS through NAT", async () => {
        const run = await runPart(createNetwork, { changes: { natGateways: "single", endpoints: "none" } });

        const everywhere = {
            securityGroupId: "sg-client",
            description: "HTTPS to the AWS APIs by NAT: they have no fixed addresses",
            cidrIpv4: "0.0.0.0/0",
            ...tcp(443),
        };
        const [egress, ingress] = databaseRules;
        assert.deepEqual(rules(run), [egress, everywhere, ingress]);
        assert.deepEqual([ofKind(run, "VpcEndpoint"), ofKind(run, "SecurityGroup")], [[], []]);
    });

    it("keeps the subnets of the first two zones when a third is added", async () => {
        const two = await runPart(createNetwork, { changes: { zones: "2" } });
        const three = await runPart(createNetwork, { changes: { zones: "3" } });

        const firstTwo = (tier: string) => [subnetIds(two, tier), subnetIds(three, tier).slice(0, 2)];

        for (const tier of ["public", "functions", "database"]) {
            const [before, after] = firstTwo(tier);
            assert.deepEqual(after, before);
            assert.equal(subnetIds(three, tier).length, 3);
        }
        assert.equal(
            one(three, "Vpc").inputs.availabilityZoneCidrMask,
            one(two, "Vpc").inputs.availabilityZoneCidrMask,
        );
    });

    it("allows only the configured ranges in the network ACL", async () => {
        const clientCidrs = '["10.30.0.0/16","172.20.0.0/16"]';

        const run = await runPart(createNetwork, { changes: { clientCidrs, port: "6000" } });

        const rule = (ruleNo: number, cidrBlock: string) => ({ ruleNo, action: "allow", protocol: "tcp", cidrBlock });
        const tooLong = { action: "allow", protocol: "icmp", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 };
        const { ingress, egress } = one(run, "NetworkAcl").inputs;
        assert.deepEqual(ingress, [
            { ...rule(100, "10.20.0.0/16"), fromPort: 6000, toPort: 6000 },
            { ...rule(101, "10.30.0.0/16"), fromPort: 6000, toPort: 6000 },
            { ...rule(102, "172.20.0.0/16"), fromPort: 6000, toPort: 6000 },
            { ...tooLong, ruleNo: 200, cidrBlock: "10.0.0.0/8" },
            { ...tooLong, ruleNo: 201, cidrBlock: "172.16.0.0/12" },
        ]);
        assert.deepEqual(egress, [
            { ...rule(100, "10.20.0.0/16"), fromPort: 1024, toPort: 65535 },
            { ...rule(101, "10.30.0.0/16"), fromPort: 1024, toPort: 65535 },
            { ...rule(102, "172.20.0.0/16"), fromPort: 1024, toPort: 65535 },
        ]);
    });

    it("consists of exactly these resources", async () => {
        const run = await runPart(createNetwork);

        const made = kinds(run);

        assert.deepEqual(made, [
            "DefaultSecurityGroup",
            "Network",
            "NetworkAcl",
            "SecurityGroup",
            "SecurityGroupEgressRule",
            "SecurityGroupEgressRule",
            "SecurityGroupIngressRule",
            "SecurityGroupIngressRule",
            "Vpc",
            "VpcEndpoint",
            "VpcEndpoint",
        ]);
    });
});
