import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { resourceTypes } from "../../resourceTypes";
import { actionsWithoutResource } from "../../resourceTypes/providerActions";
import { region } from "../program/runs";
import { allows, ciStatements, deployPolicies, serviceOf, values } from "./policies";

type Context = Readonly<Record<string, string>>;

const arn = (service: string, resource: string) => `arn:aws:${service}:${region}:${accountId}:${resource}`;
const role = (name: string) => `arn:aws:iam::${accountId}:role/${name}`;
const managed = (name: string): Context => ({ "iam:PolicyARN": `arn:aws:iam::aws:policy/${name}` });
const passedTo = (service: string): Context => ({ "iam:PassedToService": `${service}.amazonaws.com` });
const tagged = (value: string): Context => ({ "aws:ResourceTag/managed-by": value });
const scalableTarget = arn("application-autoscaling", "scalable-target/1");
const scaling = (dimension: string): Context => ({ "application-autoscaling:scalable-dimension": dimension });
const within = (requested: string): Context => ({ "aws:RequestedRegion": requested });

/** Requests that the role may make, each with similar requests that it may not make. */
const cases: readonly [action: string, may: Request, mayNot: readonly Request[]][] = [
    ["s3:GetObject", [`arn:aws:s3:::${String(values.STATE_BUCKET)}/a`], [["arn:aws:s3:::another/a"]]],
    ["s3:ListBucket", [`arn:aws:s3:::${String(values.STATE_BUCKET)}`], [["arn:aws:s3:::another"]]],
    ["kms:Decrypt", [String(values.STATE_KEY_ARN)], [[arn("kms", "key/another")]]],
    ["cloudwatch:PutCompositeAlarm", ["*", within(region)], [["*", within("eu-west-1")], ["*"]]],
    ["ec2:CreateVpc", ["*", within(region)], [["*", within("eu-west-1")], ["*"]]],
    ["sns:Unsubscribe", ["*", within(region)], [["*", within("eu-west-1")], ["*"]]],
    ["rds:DeleteDBCluster", [arn("rds", "cluster:experimentation-a")], [[arn("rds", "cluster:payroll")]]],
    [
        "rds:RestoreDBClusterToPointInTime",
        [arn("rds", "cluster:experimentation-a")],
        [[arn("rds", "cluster:payroll")], [arn("rds", "subgrp:payroll")]],
    ],
    ...["experimentation-a-final-1", "rds:experimentation-a-2026-11-25", "awsbackup:job-1"].map(
        (name): (typeof cases)[number] => [
            "rds:RestoreDBClusterFromSnapshot",
            [arn("rds", `cluster-snapshot:${name}`)],
            [[arn("rds", "cluster-snapshot:payroll")], [arn("rds", "cluster-snapshot:rds:payroll-1")]],
        ],
    ),
    ["rds:DeleteDBInstance", [arn("rds", "db:experimentation-a-0")], [[arn("rds", "db:payroll-0")]]],
    ["rds:DeleteEventSubscription", [arn("rds", "es:experimentation-a")], [[arn("rds", "es:payroll")]]],
    ["rds:ModifyDBClusterParameterGroup", [arn("rds", "cluster-pg:database-1")], [[arn("rds", "cluster-pg:payroll")]]],
    ["rds:ModifyDBSubnetGroup", [arn("rds", "subgrp:database-1")], [[arn("rds", "subgrp:payroll")]]],
    [
        "secretsmanager:GetSecretValue",
        [arn("secretsmanager", "secret:experimentation-a")],
        [[arn("secretsmanager", "secret:payroll")], [arn("secretsmanager", "secret:rds!cluster-1")]],
    ],
    [
        "secretsmanager:CreateSecret",
        [arn("secretsmanager", "secret:rds!cluster-1")],
        [[arn("secretsmanager", "secret:payroll")]],
    ],
    ["kms:CreateKey", ["*", { "aws:RequestTag/managed-by": "pulumi" }], [["*", { "aws:RequestTag/managed-by": "" }]]],
    [
        "kms:ScheduleKeyDeletion",
        [arn("kms", "key/1"), tagged("pulumi")],
        [[arn("kms", "key/1"), tagged("terraform")], [arn("kms", "key/1")], [String(values.STATE_KEY_ARN)]],
    ],
    [
        "kms:Decrypt",
        [arn("kms", "key/1"), { "kms:ViaService": `secretsmanager.${region}.amazonaws.com` }],
        [[arn("kms", "key/1"), { "kms:ViaService": `s3.${region}.amazonaws.com` }], [arn("kms", "key/1")]],
    ],
    ["kms:PutKeyPolicy", [arn("kms", "key/1"), tagged("pulumi")], [[arn("kms", "key/1")]]],
    ["kms:DeleteAlias", [arn("kms", "alias/experimentation-a")], [[arn("kms", "alias/payroll")]]],
    ["lambda:UpdateFunctionCode", [arn("lambda", "function:experimentation-a")], [[arn("lambda", "function:payroll")]]],
    [
        "lambda:InvokeFunction",
        [arn("lambda", "function:experimentation-a-rotation")],
        [[arn("lambda", "function:experimentation-a-access")], [arn("lambda", "function:payroll-rotation")]],
    ],
    [
        "iam:PutRolePolicy",
        [role("access-1")],
        [[role("admin")], [role("service-role/access-1")], [role("github-staging-deploy")]],
    ],
    [
        "iam:AttachRolePolicy",
        [role("database-monitoring-1"), managed("service-role/AmazonRDSEnhancedMonitoringRole")],
        [
            [role("database-monitoring-1"), managed("AdministratorAccess")],
            [role("database-monitoring-1"), managed("service-role/AWSLambdaRole")],
            [role("access-1"), managed("service-role/AmazonRDSEnhancedMonitoringRole")],
        ],
    ],
    ...["lambda", "monitoring.rds", "scheduler", "vpc-flow-logs"].map((service): (typeof cases)[number] => [
        "iam:PassRole",
        [role("database-1"), passedTo(service)],
        [
            [role("database-1"), passedTo("ec2")],
            [role("database-1"), passedTo("ecs-tasks")],
            [role("database-1")],
            [role("admin"), passedTo(service)],
        ],
    ]),
    ...["rds", "rds.application-autoscaling"].map((service): (typeof cases)[number] => [
        "iam:CreateServiceLinkedRole",
        [role(`aws-service-role/${service}.amazonaws.com/a`), { "iam:AWSServiceName": `${service}.amazonaws.com` }],
        [[role("aws-service-role/ecs.amazonaws.com/a"), { "iam:AWSServiceName": "ecs.amazonaws.com" }]],
    ]),
    [
        "iam:PassRole",
        [role("database-s3-export-1"), passedTo("rds")],
        [
            [role("database-rotation-role-1"), passedTo("rds")],
            [role("access-1"), passedTo("rds")],
            [role("admin"), passedTo("rds")],
        ],
    ],
    [
        "iam:PassRole",
        [role("database-backups-1"), passedTo("backup")],
        [
            [role("database-rotation-role-1"), passedTo("backup")],
            [role("database-backups-1"), passedTo("ec2")],
        ],
    ],
    [
        "backup:PutBackupVaultLockConfiguration",
        [arn("backup", "backup-vault:database-backups-1")],
        [[arn("backup", "backup-vault:payroll")]],
    ],
    [
        "backup:DescribeBackupVault",
        ["arn:aws:backup:us-west-2:" + accountId + ":backup-vault:copies"],
        [["arn:aws:backup:us-west-2:999999999999:backup-vault:copies"]],
    ],
    [
        "kms:CreateGrant",
        [arn("kms", "key/1"), { "kms:ViaService": `backup.${region}.amazonaws.com` }],
        [[arn("kms", "key/1"), { "kms:ViaService": `ec2.${region}.amazonaws.com` }], [arn("kms", "key/1")]],
    ],
    ["rds:AddRoleToDBCluster", [arn("rds", "cluster:experimentation-a")], [[arn("rds", "cluster:payroll")]]],
    ["rds:RemoveRoleFromDBCluster", [arn("rds", "cluster:experimentation-a")], [[arn("rds", "cluster:payroll")]]],
    [
        "application-autoscaling:RegisterScalableTarget",
        [scalableTarget, scaling("rds:cluster:ReadReplicaCount")],
        [[scalableTarget, scaling("ecs:service:DesiredCount")], [scalableTarget]],
    ],
    ["rds:EnableHttpEndpoint", [arn("rds", "cluster:experimentation-a")], [[arn("rds", "cluster:payroll")]]],
    // Application Auto Scaling checks the caller's permissions with these names, which no instance or alarm can have.
    ["rds:CreateDBInstance", [arn("rds", "db:")], [[arn("rds", "db:application-autoscaling-1")]]],
    ["rds:DeleteDBInstance", [arn("rds", "db:")], [[arn("rds", "db:application-autoscaling-1")]]],
    ["rds:AddTagsToResource", [`arn:aws:rds:${region}:12345:db:non-existing-db`], [[arn("rds", "db:payroll-0")]]],
    [
        "cloudwatch:PutMetricAlarm",
        [arn("cloudwatch", "alarm:TargetTracking-cluster:experimentation-a-AlarmHigh-1")],
        [[arn("cloudwatch", "alarm:TargetTracking-cluster:payroll-AlarmHigh-1")]],
    ],
    [
        "logs:DeleteLogGroup",
        [arn("logs", "log-group:/aws/lambda/experimentation-a")],
        [[arn("logs", "log-group:/aws/lambda/payroll")], [arn("logs", "log-group:payroll")]],
    ],
    ["ssm:PutParameter", [arn("ssm", "parameter/experimentation/a")], [[arn("ssm", "parameter/payroll/a")]]],
    ["cloudwatch:DeleteAlarms", [arn("cloudwatch", "alarm:experimentation-a")], [[arn("cloudwatch", "alarm:payroll")]]],
    ["sns:DeleteTopic", [arn("sns", "experimentation-a")], [[arn("sns", "payroll")]]],
    [
        "scheduler:DeleteSchedule",
        [arn("scheduler", "schedule/default/experimentation-a")],
        [[arn("scheduler", "schedule/default/payroll")], [arn("scheduler", "schedule/other/experimentation-a")]],
    ],
];

type Request = readonly [resource: string, context?: Context];

describe("the deploy role", () => {
    for (const [action, may, mayNot] of cases) {
        it(`may ${action} on ${may.map((each) => JSON.stringify(each)).join(" with ")}, and on nothing beside it`, () => {
            const allowed = [may, ...mayNot].map(([resource, context = {}]) =>
                allows(deployPolicies, { action, resource, context }),
            );

            assert.deepEqual(allowed, [true, ...mayNot.map(() => false)]);
        });
    }

    it("needs no tag of a new key in an update, because tags take up to five minutes to apply", () => {
        const key = arn("kms", "key/new");
        const requests = Object.values(resourceTypes).flatMap(({ token, actions: { create, read } }) =>
            [...create, ...read]
                .filter((action) => action.startsWith("kms:"))
                .map((action) => ({ action, service: serviceOf(token.replace("aws:", "")).split("/")[0] ?? "" })),
        );

        const refused = requests.filter(({ action, service }) => {
            const context = {
                ...(["kms:CreateKey", "kms:TagResource"].includes(action) && { "aws:RequestTag/managed-by": "pulumi" }),
                ...(service !== "kms" && { "kms:ViaService": `${service}.${region}.amazonaws.com` }),
            };
            const resource = actionsWithoutResource.has(action) ? "*" : key;
            return !allows(deployPolicies, { action, resource, context });
        });

        assert.deepEqual(refused, []);
        assert.equal(requests.length, 25);
    });

    it("may not administer the state's key, whatever its tags", () => {
        const denials = ciStatements(deployPolicies).filter(({ effect }) => effect !== "Allow");

        assert.deepEqual(
            denials.map(({ definition }) => definition),
            [
                {
                    Sid: "LeaveStateKey",
                    Effect: "Deny",
                    NotAction: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey"],
                    Resource: values.STATE_KEY_ARN,
                },
            ],
        );
    });

    it("may do only these kinds of actions on all resources", () => {
        const wide = ciStatements(deployPolicies).filter(({ resources }) => resources.includes("*"));

        assert.deepEqual(
            wide.map(({ sid }) => sid),
            [
                "Describe",
                "Network",
                "PrivateDnsOfEndpoints",
                "NewKey",
                "FlowLogDelivery",
                "CompositeAlarm",
                "Subscriptions",
                "DescribeReaderScaling",
                "StorageOfVaults",
            ],
        );
    });
});
