import assert from "node:assert/strict";
import { groupId, idOf, ofKind, one, output, subnetIds, tags, without } from "./resources";
import { region, stacks, wholeProgram } from "./runs";

const expected = {
    dev: { databaseSubnets: "Private", natGateways: "None" },
    staging: { databaseSubnets: "Private", natGateways: "Single" },
    prod: { databaseSubnets: "Isolated", natGateways: "OnePerAz" },
};

for (const stack of stacks) {
    const { databaseSubnets, natGateways } = expected[stack];

    describe(`the network of ${stack}`, () => {
        it("has public, function and database subnets of their own in two zones", async () => {
            const run = await wholeProgram({ stack });

            const vpc = one(run, "Vpc");

            assert.deepEqual(vpc.inputs, {
                cidrBlock: "10.20.0.0/16",
                availabilityZoneNames: ["us-east-1a", "us-east-1b"],
                availabilityZoneCidrMask: 18,
                subnetStrategy: "Auto",
                subnetSpecs: [
                    { name: "public", type: "Public", cidrMask: 24, tags: { Tier: "public" } },
                    { name: "functions", type: "Private", cidrMask: 22, tags: { Tier: "functions" } },
                    { name: "database", type: databaseSubnets, cidrMask: 24, tags: { Tier: "database" } },
                ],
                natGateways: { strategy: natGateways },
                enableDnsHostnames: true,
                enableDnsSupport: true,
                tags: tags(stack),
            });
        });

        it("lets the VPC's range alone reach the database's port, and routers report a packet that is too long", async () => {
            const run = await wholeProgram({ stack });

            const acl = one(run, "NetworkAcl");

            const rule = { ruleNo: 100, action: "allow", protocol: "tcp", cidrBlock: "10.20.0.0/16" };
            assert.deepEqual(acl.inputs, {
                vpcId: output(one(run, "Vpc"), "vpcId"),
                subnetIds: subnetIds(run, "database"),
                ingress: [
                    { ...rule, fromPort: 5432, toPort: 5432 },
                    {
                        ruleNo: 200,
                        action: "allow",
                        protocol: "icmp",
                        icmpType: 3,
                        icmpCode: 4,
                        cidrBlock: "10.0.0.0/8",
                        fromPort: 0,
                        toPort: 0,
                    },
                ],
                egress: [{ ...rule, fromPort: 1024, toPort: 65535 }],
                tags: tags(stack, { Name: "network-database" }),
            });
        });

        it("has an emptied default security group", async () => {
            const run = await wholeProgram({ stack });

            const group = one(run, "DefaultSecurityGroup");

            const vpcId = output(one(run, "Vpc"), "vpcId");
            assert.deepEqual(group.inputs, { vpcId, ingress: [], egress: [], tags: tags(stack) });
        });

        for (const service of ["ssm", "secretsmanager"]) {
            it(`has an interface endpoint with private DNS for ${service} in the functions' subnets`, async () => {
                const run = await wholeProgram({ stack });

                const endpoint = one(run, "VpcEndpoint", `network-${service}`);

                assert.deepEqual(without(endpoint.inputs, "policy"), {
                    vpcId: output(one(run, "Vpc"), "vpcId"),
                    serviceName: `com.amazonaws.${region}.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    subnetIds: subnetIds(run, "functions"),
                    securityGroupIds: [groupId(run, "network-endpoints")],
                    tags: tags(stack, { Name: `network-${service}` }),
                });
            });
        }

        it("records all its traffic in its own log group", async () => {
            const run = await wholeProgram({ stack });

            const flowLog = one(run, "FlowLog");

            assert.deepEqual(flowLog.inputs, {
                vpcId: output(one(run, "Vpc"), "vpcId"),
                trafficType: "ALL",
                logDestinationType: "cloud-watch-logs",
                logDestination: output(one(run, "LogGroup", "flow-logs"), "arn"),
                iamRoleArn: output(one(run, "Role", "flow-logs"), "arn"),
                tags: tags(stack, { Name: `experimentation-${stack}` }),
            });
        });
    });
}

describe("the security groups", () => {
    for (const stack of stacks) {
        it(`have no rule of their own in ${stack}`, async () => {
            const run = await wholeProgram({ stack });

            const inputs = ofKind(run, "SecurityGroup").map((group) => ({ name: group.name, ...group.inputs }));

            const identifier = `experimentation-${stack}`;
            const vpcId = output(one(run, "Vpc"), "vpcId");
            const group = (name: string, description: string, Name: string) => ({
                name,
                vpcId,
                description,
                tags: tags(stack, { Name }),
            });
            assert.deepEqual(inputs, [
                group("access-group", `The function ${identifier}-access`, `${identifier}-access`),
                group("database", `The cluster ${identifier}`, identifier),
                group("database-rotation-group", `The function ${identifier}-rotation`, `${identifier}-rotation`),
                group("network-endpoints", "The interface endpoints of Secrets Manager and SSM", "network-endpoints"),
            ]);
        });

        it(`let each function reach the database and the endpoints, and nothing else, in ${stack}`, async () => {
            const run = await wholeProgram({ stack });

            const rules = (kind: string) => ofKind(run, kind).map(({ name, inputs }) => ({ name, ...inputs }));

            const rule = (name: string, from: string, to: string, port: number) => ({
                name,
                securityGroupId: groupId(run, from),
                referencedSecurityGroupId: groupId(run, to),
                ipProtocol: "tcp",
                fromPort: port,
                toPort: port,
                tags: tags(stack),
            });
            const endpoints = "network-endpoints";
            assert.deepEqual(rules("SecurityGroupEgressRule"), [
                rule("access-database-egress", "access-group", "database", 5432),
                rule("access-endpoints-egress", "access-group", endpoints, 443),
                rule("database-rotation-database-egress", "database-rotation-group", "database", 5432),
                rule("database-rotation-endpoints-egress", "database-rotation-group", endpoints, 443),
            ]);
            assert.deepEqual(rules("SecurityGroupIngressRule"), [
                rule("access-database-ingress", "database", "access-group", 5432),
                rule("access-endpoints-ingress", endpoints, "access-group", 443),
                rule("database-rotation-database-ingress", "database", "database-rotation-group", 5432),
                rule("database-rotation-endpoints-ingress", endpoints, "database-rotation-group", 443),
            ]);
        });

        it(`are not open to the world in ${stack}, nor is anything else`, async () => {
            const run = await wholeProgram({ stack });

            const open = run.resources.filter(({ inputs }) => /0\.0\.0\.0\/0|::\/0/.test(JSON.stringify(inputs)));

            assert.deepEqual(open, []);
        });
    }

    it("have ids of their own, so that the rules above cannot be mistaken for one another", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const ids = ofKind(run, "SecurityGroup").map(idOf);

        assert.equal(new Set(ids).size, 4);
    });
});
