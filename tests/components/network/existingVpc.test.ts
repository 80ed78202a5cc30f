import assert from "node:assert/strict";
import { subnetProblem } from "../../../components/network/existingVpc";
import { ofKind } from "../../program/resources";
import { runPart } from "../part";
import { createNetwork, databaseRules, kinds, rules, tcp } from "./createNetwork";

const ids = {
    vpcId: "vpc-0123456789abcdef0",
    functionSubnetIds: ["subnet-00000000000000f1a"],
    databaseSubnetIds: ["subnet-00000000000000d1a", "subnet-00000000000000d2b", "subnet-00000000000000d3b"],
};
const byIds = {
    vpcId: ids.vpcId,
    functionSubnetIds: JSON.stringify(ids.functionSubnetIds),
    databaseSubnetIds: JSON.stringify(ids.databaseSubnetIds),
};
const byStack = {
    networkStack: "acme/network/dev",
    networkStackVpcId: "vpc",
    networkStackFunctionSubnetIds: "functions",
    networkStackDatabaseSubnetIds: "databases",
};
const stackOutputs = {
    "acme/network/dev": { vpc: ids.vpcId, functions: ids.functionSubnetIds, databases: ids.databaseSubnetIds },
};

describe("an existing network", () => {
    const subnets = { ...ids, databaseZones: ["us-east-1a", "us-east-1b"] };
    const kindsByNat = ["Network", "SecurityGroupEgressRule", "SecurityGroupEgressRule", "SecurityGroupIngressRule"];

    it("given by ids has these ids and the zones of the database's subnets, each once", async () => {
        const run = await runPart(createNetwork, { changes: { ...byIds, endpoints: "none" } });

        assert.deepEqual(run.outputs.subnets, subnets);
        assert.deepEqual(kinds(run), kindsByNat);
    });

    it("given by another stack is the same", async () => {
        const changes = { ...byStack, endpoints: "none" };

        const run = await runPart(createNetwork, { changes, stackOutputs });

        assert.deepEqual(run.outputs.subnets, subnets);
        assert.deepEqual(kinds(run), kindsByNat);
    });

    const wrong: [name: string, outputs: object, message: RegExp][] = [
        [
            "database subnets in one zone",
            { databases: ["subnet-00000000000000d1a", "subnet-00000000000000d2a"] },
            /database subnets: all are in us-east-1a; RDS needs subnets in two availability zones or more$/,
        ],
        [
            "a subnet for functions that is the database's",
            { functions: ["subnet-00000000000000f1a", "subnet-00000000000000d2b"] },
            /function subnets: subnet-00000000000000d2b is a database subnet too; give the functions subnets of their own$/,
        ],
    ];
    it("refuses a subnet that the account does not have", async () => {
        const changes = { ...byIds, functionSubnetIds: '["subnet-00000000000000f10"]', endpoints: "none" };

        const run = runPart(createNetwork, { changes });

        await assert.rejects(run, /subnet subnet-00000000000000f10: the account has no such subnet in the region; /);
    });

    for (const [name, outputs, message] of wrong) {
        it(`refuses ${name}`, async () => {
            const stack = { ...stackOutputs["acme/network/dev"], ...outputs };

            const run = runPart(createNetwork, { changes: byStack, stackOutputs: { "acme/network/dev": stack } });

            await assert.rejects(run, message);
        });
    }

    it("gets endpoints in the functions' subnets if they are created", async () => {
        const run = await runPart(createNetwork, { changes: { ...byIds, endpoints: "create" } });

        const endpoints = ofKind(run, "VpcEndpoint").map(({ inputs }) => [inputs.vpcId, inputs.subnetIds]);

        assert.deepEqual(endpoints, [
            [ids.vpcId, ids.functionSubnetIds],
            [ids.vpcId, ids.functionSubnetIds],
        ]);
        assert.equal(rules(run).length, 4);
    });

    it("with existing endpoints adds egress rules to their group, and changes nothing of that group", async () => {
        const endpointSecurityGroupId = "sg-0123456789abcdef0";
        const changes = { ...byIds, endpoints: "existing", endpointSecurityGroupId };

        const run = await runPart(createNetwork, { changes });

        const [egress, ingress] = databaseRules;
        const toEndpoints = {
            securityGroupId: "sg-client",
            referencedSecurityGroupId: endpointSecurityGroupId,
            ...tcp(443),
        };
        assert.deepEqual(rules(run), [egress, toEndpoints, ingress]);
    });

    it("is the same in a preview, since its stack's outputs are known", async () => {
        const changes = { ...byStack, endpoints: "none" };

        const run = await runPart(createNetwork, { changes, stackOutputs, preview: true });

        assert.deepEqual(run.outputs.subnets, subnets);
    });
});

describe("the stack that an existing network refers to", () => {
    const good = stackOutputs["acme/network/dev"];
    const list = "must be a list of ids; export the subnets' ids under this name";
    const oneId = "must be one id; export the VPC's id under this name";
    const cases: [what: string, outputs: Record<string, unknown>, message: string][] = [
        [
            "has no such output",
            { ...good, vpc: undefined },
            "Required output 'vpc' does not exist on stack 'acme/network/dev'.",
        ],
        ["has a list for the VPC's id", { ...good, vpc: [ids.vpcId] }, `acme/network/dev: output vpc: ${oneId}`],
        ["has an empty id", { ...good, vpc: "" }, `acme/network/dev: output vpc: ${oneId}`],
        ["has one id for a list", { ...good, functions: "subnet-1" }, `acme/network/dev: output functions: ${list}`],
        ["has an empty list", { ...good, databases: [] }, `acme/network/dev: output databases: ${list}`],
        [
            "has a number in a list",
            { ...good, databases: ["subnet-1", 2] },
            `acme/network/dev: output databases: ${list}`,
        ],
        [
            "has an empty id in a list",
            { ...good, databases: ["subnet-1", ""] },
            `acme/network/dev: output databases: ${list}`,
        ],
    ];
    for (const [what, outputs, message] of cases) {
        it(`ends the program with one message where it ${what}`, async () => {
            const changes = { ...byStack, endpoints: "none" };

            const run = runPart(createNetwork, { changes, stackOutputs: { "acme/network/dev": outputs } });

            // Pulumi says before it which property it was about.
            await assert.rejects(run, (error) => error instanceof Error && error.message.endsWith(message));
        });
    }

    it("ends the program if the stack does not exist", async () => {
        const run = runPart(createNetwork, { changes: { ...byStack, endpoints: "none" }, stackOutputs: {} });

        await assert.rejects(run, /stack acme\/network\/dev: no such stack$/);
    });
});

describe("a subnet whose look-up fails", () => {
    const id = "subnet-0123456789abcdef0";
    const prefix = "invoking aws:ec2/getSubnet:getSubnet: 1 error occurred: * reading EC2 Subnet: ";
    const request = "operation error EC2: DescribeSubnets, https response error StatusCode: ";
    const unknown: readonly string[] = [
        "no matching EC2 Subnet found",
        `${request}400, api error InvalidSubnetID.NotFound: The subnet ID '${id}' does not exist`,
        `${request}400, api error InvalidSubnetID.Malformed: Invalid id: "${id}"`,
    ];
    const other: readonly string[] = [
        `${request}400, api error RequestExpired: Request has expired.`,
        `${request}403, api error UnauthorizedOperation: You are not authorized to perform this operation.`,
        `${request}503, api error RequestLimitExceeded: Request limit exceeded.`,
        `${request}0, request send failed, dial tcp: lookup ec2.us-east-1.amazonaws.com: no such host`,
    ];

    for (const reason of unknown) {
        it(`is said to be unknown where AWS says so: ${reason}`, () => {
            const problem = subnetProblem(id, `${prefix}${reason}`);

            const said = `subnet ${id}: the account has no such subnet in the region; correct the subnets' ids: `;
            assert.equal(problem, `${said}${prefix}${reason}`);
        });
    }

    for (const reason of other) {
        it(`has the error's own reason: ${reason}`, () => {
            const problem = subnetProblem(id, `${prefix}${reason}`);

            assert.equal(problem, `subnet ${id}: the look-up failed: ${prefix}${reason}`);
        });
    }
});
