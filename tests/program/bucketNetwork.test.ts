import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { storagePrefixListId } from "../../offline/prefixList";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { exporting, importing, listing, statementsIn } from "./bucketStatements";
import { groupId, ofKind, one, subnetIds, tags } from "./resources";
import { bucketsProd, projectKeys, region, wholeProgram } from "./runs";

const throughEndpoint = { StringEquals: { "aws:PrincipalAccount": accountId, "aws:ResourceAccount": accountId } };

describe("the buckets of a stack with a new VPC", () => {
    it("are reached through a free gateway endpoint of the database's subnets, whose policy names them", async () => {
        const run = await wholeProgram(bucketsProd);

        const { policy, ...inputs } = one(run, "VpcEndpoint", "network-s3").inputs;

        const through = { Principal: "*", Condition: throughEndpoint };
        assert.deepEqual(inputs, {
            vpcId: one(run, "Vpc").outputs.vpcId,
            serviceName: `com.amazonaws.${region}.s3`,
            vpcEndpointType: "Gateway",
            routeTableIds: databaseRouteTables(run),
            tags: tags("prod", { Name: "network-s3" }),
        });
        assert.deepEqual(
            statementsIn(String(policy)),
            [exporting, importing, listing].map((each) => ({ ...each, ...through })),
        );
    });

    it("are reached by HTTPS from the database's security group, to S3's prefix list and nowhere else", async () => {
        const run = await wholeProgram(bucketsProd);

        const rules = ofKind(run, "SecurityGroupEgressRule").filter(
            ({ inputs }) => inputs.securityGroupId === groupId(run, "database"),
        );

        assert.deepEqual(
            rules.map(({ name, inputs }) => [name, inputs]),
            [
                [
                    "database-s3-egress",
                    {
                        securityGroupId: groupId(run, "database"),
                        description: "HTTPS to S3: exports and imports",
                        prefixListId: storagePrefixListId,
                        ipProtocol: "tcp",
                        fromPort: 443,
                        toPort: 443,
                        tags: tags("prod"),
                    },
                ],
            ],
        );
    });

    it("open the network ACL to HTTPS and to its responses, and the database's port to nobody else", async () => {
        const run = await wholeProgram(bucketsProd);

        const { ingress, egress } = one(run, "NetworkAcl").inputs;

        const rule = { action: "allow", protocol: "tcp" };
        const clients = { ...rule, ruleNo: 100, cidrBlock: "10.20.0.0/16" };
        const storage = { ...rule, ruleNo: 300, cidrBlock: "0.0.0.0/0" };
        const icmp = { action: "allow", protocol: "icmp", icmpType: 3, icmpCode: 4, fromPort: 0, toPort: 0 };
        assert.deepEqual(
            [ingress, egress],
            [
                [
                    { ...clients, fromPort: 5432, toPort: 5432 },
                    { ...icmp, ruleNo: 200, cidrBlock: "10.0.0.0/8" },
                    { ...storage, fromPort: 32_768, toPort: 65_535 },
                ],
                [
                    { ...clients, fromPort: 1024, toPort: 65_535 },
                    { ...storage, fromPort: 443, toPort: 443 },
                ],
            ],
        );
    });
});

describe("buckets with an existing VPC", () => {
    const config = projectKeys({
        databaseSubnetIds: JSON.stringify(["subnet-00000000000000d1a", "subnet-00000000000000d2b"]),
        functionSubnetIds: JSON.stringify(["subnet-00000000000000f1a"]),
        natGateways: "none",
        vpcId: "vpc-0123456789abcdef0",
        exportBucketArns: '["arn:aws:s3:::warehouse"]',
    });

    it("have a role and the security group's rule, but no endpoint, and a warning says who creates it", async () => {
        const run = await wholeProgram({ stack: "dev", config });

        const services = ofKind(run, "VpcEndpoint").map(({ inputs }) => String(inputs.serviceName).split(".").at(-1));

        assert.deepEqual(services, ["secretsmanager", "ssm"]);
        assert.equal(one(run, "ClusterRoleAssociation").inputs.featureName, "s3Export");
        assert.equal(
            one(run, "SecurityGroupEgressRule", "database-s3-egress").inputs.prefixListId,
            storagePrefixListId,
        );
        assert.deepEqual(
            run.warnings.filter((each) => each.includes("BucketArns")),
            [
                "exportBucketArns: the program changes no existing VPC; its owner gives the database's subnets a gateway " +
                    "endpoint of S3 whose policy and network ACL let exports and imports pass, or these time out " +
                    "(docs/access.md#exports-and-imports)",
            ],
        );
    });
});

/** The route tables of the database's subnets. */
function databaseRouteTables(run: ProgramRun): string[] {
    const { subnets, routeTables } = one(run, "Vpc").outputs;
    const ids = (list: unknown) => (Array.isArray(list) ? list.map((each) => String(toRecord(each).id)) : []);
    return subnetIds(run, "database").map((id) => ids(routeTables)[ids(subnets).indexOf(id)] ?? "");
}
