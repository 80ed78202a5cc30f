import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { toRecord } from "../../offline/toRecord";
import { plain } from "../../tools/plan/paint";
import { makePlan } from "../../tools/plan/plan";
import { planText } from "../../tools/plan/planText";
import { exporting, importing, listing, statementsIn } from "./bucketStatements";
import { ofKind, one, output, tags } from "./resources";
import { bucketsProd, projectKeys, region, wholeProgram } from "./runs";

const identifier = "experimentation-prod";
const ownResources = { StringEquals: { "aws:ResourceAccount": accountId } };
const useOfKey = (...actions: readonly string[]) => ({
    Sid: "UseKeys",
    Effect: "Allow",
    Action: actions,
    Resource: [`arn:aws:kms:${region}:${accountId}:key/0a1b2c3d`],
    Condition: { StringEquals: { "kms:ViaService": `s3.${region}.amazonaws.com` } },
});

describe("buckets for exports and imports", () => {
    it("get a role each, which RDS may assume for this cluster and its instances alone", async () => {
        const run = await wholeProgram(bucketsProd);

        const roles = ["export", "import"].map((kind) => one(run, "Role", `database-s3-${kind}`).inputs);

        const trust = {
            Effect: "Allow",
            Principal: { Service: "rds.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: {
                StringEquals: { "aws:SourceAccount": accountId },
                ArnLike: {
                    "aws:SourceArn": [`cluster:${identifier}`, `db:${identifier}-0`, `db:${identifier}-1`].map(
                        (resource) => `arn:aws:rds:${region}:${accountId}:${resource}`,
                    ),
                },
            },
        };
        assert.deepEqual(
            roles.map(({ description, assumeRolePolicy, tags: own }) => [
                description,
                statementsIn(String(assumeRolePolicy)),
                own,
            ]),
            [
                [`The cluster ${identifier}: exports through S3`, [trust], tags("prod")],
                [`The cluster ${identifier}: imports through S3`, [trust], tags("prod")],
            ],
        );
    });

    it("are all that the roles' policies name, with their keys", async () => {
        const run = await wholeProgram(bucketsProd);

        const policies = ["export", "import"].map((kind) => one(run, "RolePolicy", `database-s3-${kind}`));

        const own = { Condition: ownResources };
        assert.deepEqual(
            policies.map((policy) => statementsIn(output(policy, "policy"))),
            [
                [{ ...exporting, ...own }, useOfKey("kms:Decrypt", "kms:GenerateDataKey")],
                [{ ...importing, ...own }, { ...listing, ...own }, useOfKey("kms:Decrypt")],
            ],
        );
    });

    it("are associated with the cluster after the roles have their policies", async () => {
        const run = await wholeProgram(bucketsProd);

        const associations = ofKind(run, "ClusterRoleAssociation");

        assert.deepEqual(
            associations.map(({ inputs }) => inputs),
            [
                ["s3Export", "export"],
                ["s3Import", "import"],
            ].map(([featureName, kind]) => ({
                dbClusterIdentifier: identifier,
                featureName,
                roleArn: output(one(run, "Role", `database-s3-${kind}`), "arn"),
            })),
        );
        assert.deepEqual(
            associations.map(({ name, dependsOn }) => dependsOn.includes(one(run, "RolePolicy", name).urn)),
            [true, true],
        );
    });

    it("bring the extension aws_s3, which the rotation creates and the health check shows", async () => {
        const run = await wholeProgram(bucketsProd);

        const variables = ["access", "database-rotation"].map(
            (name) => toRecord(toRecord(one(run, "Function", name).inputs.environment).variables).EXTENSIONS,
        );

        assert.deepEqual(variables, ["aws_s3:extensions", "aws_s3:extensions"]);
    });

    it("are in the plan by name", async () => {
        const text = planText(await makePlan("prod", await wholeProgram(bucketsProd)), plain);

        const lines = [
            "database-s3-export",
            "featureName: s3Export",
            "policy[Export]: Allow s3:AbortMultipartUpload, s3:PutObject on arn:aws:s3:::warehouse/experiments/* if " +
                "aws:ResourceAccount StringEquals 123456789012",
            "policy[ListImports]: Allow * to s3:ListBucket on arn:aws:s3:::warehouse, arn:aws:s3:::partners if " +
                "aws:PrincipalAccount StringEquals 123456789012 and aws:ResourceAccount StringEquals 123456789012",
            "environment.variables.EXTENSIONS: aws_s3:extensions",
        ];
        assert.deepEqual(
            lines.filter((line) => !text.includes(line)),
            [],
        );
    });

    it("are the only reason for these resources", async () => {
        const [unchanged, configured] = [await wholeProgram({ stack: "prod" }), await wholeProgram(bucketsProd)];

        const before = new Set(unchanged.resources.map(({ urn }) => urn));
        const added = configured.resources.filter(({ urn }) => !before.has(urn));

        assert.deepEqual(added.map(({ name, type }) => `${type} ${name}`).sort(), [
            "aws:ec2/vpcEndpoint:VpcEndpoint network-s3",
            "aws:iam/role:Role database-s3-export",
            "aws:iam/role:Role database-s3-import",
            "aws:iam/rolePolicy:RolePolicy database-s3-export",
            "aws:iam/rolePolicy:RolePolicy database-s3-import",
            "aws:rds/clusterRoleAssociation:ClusterRoleAssociation database-s3-export",
            "aws:rds/clusterRoleAssociation:ClusterRoleAssociation database-s3-import",
            "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule database-s3-egress",
        ]);
    });
});

describe("buckets for one direction", () => {
    it("bring one role, without keys if none encrypts them", async () => {
        const run = await wholeProgram({
            stack: "dev",
            config: projectKeys({ importBucketArns: '["arn:aws:s3:::partners"]' }),
        });

        const [association, ...others] = ofKind(run, "ClusterRoleAssociation");

        const policy = output(one(run, "RolePolicy", "database-s3-import"), "policy");
        assert.deepEqual([association?.inputs.featureName, others], ["s3Import", []]);
        assert.deepEqual(ofKind(run, "Role").filter(({ name }) => name.startsWith("database-s3")).length, 1);
        assert.deepEqual(statementsIn(policy), [
            { ...importing, Resource: ["arn:aws:s3:::partners/*"], Condition: ownResources },
            { ...listing, Resource: ["arn:aws:s3:::partners"], Condition: ownResources },
        ]);
    });
});

describe("buckets of a stack whose readers Aurora scales", () => {
    it("are used by an added reader too, when a failover makes it the writer", async () => {
        const run = await wholeProgram({
            stack: "prod",
            config: projectKeys({
                exportBucketArns: '["arn:aws:s3:::warehouse"]',
                readerScaling: "cpu",
                readerScalingMax: "3",
            }),
        });

        const trust = output(one(run, "Role", "database-s3-export"), "assumeRolePolicy");

        assert.match(trust, /"arn:aws:rds:us-east-1:123456789012:db:application-autoscaling-\*"/);
    });
});
