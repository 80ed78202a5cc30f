import assert from "node:assert/strict";
import type { RunOptions } from "../../offline/runProgram";
import { evaluate, type Evaluation } from "../../policy/evaluate";
import { exceptions, type StackKind } from "../../policy/exceptions";
import type { Rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { partitionOf } from "../../settings/aws/regions";
import { projectKeys, stacks, wholeProgram } from "../program/runs";
import { asResource } from "./registered";

/** Settings that production requires and other stacks may turn off. */
const lifted = {
    backupRetentionDays: "1",
    deletionProtection: "false",
    instances: "1",
    monitoring: "false",
    monitoringIntervalSeconds: "0",
    multiZone: "false",
};

/** Serverless instances that pause while nobody is connected, and the Data API without a reason. */
const pausing = { instanceClass: "db.serverless", maxCapacity: "8", minCapacity: "0", dataApi: "true" };

/** The optional parts that rules apply to. The stacks' files have neither these nor addresses for alarms. */
const withOptionalParts = projectKeys({
    alarmEmails: '["on-call@example.com"]',
    alarmUrls: '["https://example.com/alarms"]',
    instances: "2",
    customEndpoint: "analytics",
    customEndpointReaders: "[1]",
    readerScaling: "cpu",
    readerScalingMax: "3",
    exportBucketArns: '["arn:aws:s3:::warehouse"]',
    backupPlan: "true",
    backupLock: "governance",
    backupLockMinDays: "7",
    databases: '{"reports":{"schemas":["marts"]}}',
    databaseRoles: '{"jane":{"login":"iam","memberOf":["experimentation_reader"]}}',
});

/** Stacks that need exceptions. Together they need every exception. */
const lenient: readonly [StackKind, RunOptions][] = [
    [
        { environment: "dev", decommissioned: false },
        { stack: "dev", config: projectKeys({ ...lifted, ...pausing, finalSnapshot: "false" }) },
    ],
    [
        { environment: "staging", decommissioned: false },
        { stack: "staging", config: projectKeys(pausing) },
    ],
    [
        { environment: "prod", decommissioned: true },
        { stack: "prod", config: projectKeys({ ...lifted, ...pausing, decommission: "prod" }) },
    ],
];

async function evaluateAll(options: RunOptions, kind: StackKind): Promise<(Evaluation & { readonly rule: Rule })[]> {
    const resources = (await wholeProgram(options)).resources.map(asResource);
    return rules.map((rule) => ({ rule, ...evaluate(rule, resources, kind) }));
}

function messages(evaluations: readonly Evaluation[]): string[] {
    return evaluations.flatMap(({ violations }) =>
        violations.map(({ rule, resource, message }) => `${rule.id}: ${resource.name}: ${message}`),
    );
}

describe("the policy in other partitions", () => {
    for (const [region, tracing] of [
        ["cn-north-1", "false"],
        ["us-gov-west-1", "true"],
    ] as const) {
        it(`accepts all resources of prod in ${region}`, async () => {
            const exportBucketArns = `["arn:${partitionOf(region).id}:s3:::warehouse"]`;
            const config = {
                ...withOptionalParts,
                "aws:region": region,
                ...projectKeys({ tracing, exportBucketArns }),
            };

            const evaluations = await evaluateAll(
                { stack: "prod", config },
                { environment: "prod", decommissioned: false },
            );

            assert.deepEqual(messages(evaluations), []);
        });
    }
});

describe("the policy on other majors", () => {
    for (const engineVersion of ["16", "17", "18"]) {
        it(`accepts all resources of prod on PostgreSQL ${engineVersion}`, async () => {
            const config = { ...withOptionalParts, ...projectKeys({ engineVersion }) };

            const evaluations = await evaluateAll(
                { stack: "prod", config },
                { environment: "prod", decommissioned: false },
            );

            assert.deepEqual(messages(evaluations), []);
        });
    }
});

for (const stack of stacks) {
    describe(`the policy of ${stack}`, () => {
        it("accepts all resources that the program registers, and each rule applies to at least one", async () => {
            const evaluations = await evaluateAll(
                { stack, config: withOptionalParts },
                { environment: stack, decommissioned: false },
            );

            const idle = evaluations.filter(({ subjects }) => subjects === 0).map(({ rule }) => rule.id);

            assert.deepEqual(messages(evaluations), []);
            assert.deepEqual(idle, []);
        });

        it("accepts a preview, in which values are unknown", async () => {
            const evaluations = await evaluateAll(
                { stack, preview: true },
                { environment: stack, decommissioned: false },
            );

            const found = messages(evaluations);

            assert.deepEqual(found, []);
        });
    });
}

describe("the policy of a stack whose data comes from another cluster", () => {
    for (const [stack, keys] of [
        ["prod", { restoreSnapshot: "before" }],
        ["prod", { restoreCluster: "shop", restoreTime: "latest" }],
        ["dev", { cloneCluster: "shop", cloneExpiresOn: "9999-12-31" }],
        ["staging", { cloneCluster: "shop", cloneExpiresOn: "9999-12-31", finalSnapshot: "false" }],
    ] as const) {
        it(`accepts ${JSON.stringify(keys)}`, async () => {
            const evaluations = await evaluateAll(
                { stack, config: projectKeys(keys) },
                { environment: stack, decommissioned: false },
            );

            assert.deepEqual(messages(evaluations), []);
        });
    }
});

describe("the policy of a stack in an existing VPC", () => {
    it("accepts functions that use NAT", async () => {
        const config = projectKeys({
            databaseSubnetIds: JSON.stringify(["subnet-00000000000000d1a", "subnet-00000000000000d2b"]),
            endpoints: "none",
            functionSubnetIds: JSON.stringify(["subnet-00000000000000f1a", "subnet-00000000000000f2b"]),
            natGateways: "none",
            vpcId: "vpc-0123456789abcdef0",
        });

        const evaluations = await evaluateAll(
            { stack: "prod", config },
            { environment: "prod", decommissioned: false },
        );

        const about = evaluations.find(({ rule }) => rule.id === "security-group-rule-not-open")?.subjects;
        assert.deepEqual(messages(evaluations), []);
        assert.equal(about, 6);
    });
});

describe("the policy's exceptions", () => {
    for (const [kind, options] of lenient) {
        it(`lift requirements of production for ${kind.decommissioned ? "a decommissioned" : "a"} ${kind.environment} stack`, async () => {
            const evaluations = await evaluateAll(options, kind);

            const found = messages(evaluations.filter(({ rule }) => rule.enforcement === "mandatory"));

            assert.deepEqual(found, []);
        });
    }

    it("are all needed", async () => {
        const needed = new Set<string>();

        for (const [kind, options] of lenient) {
            for (const { exception } of (await evaluateAll(options, kind)).flatMap(({ excepted }) => excepted)) {
                const stack = kind.decommissioned ? "decommissioned" : kind.environment;
                const where = exception.where.filter((each) => each === "everywhere" || each === stack);
                where.forEach((each) => needed.add(`${exception.rule} ${each}`));
            }
        }

        const given = exceptions.flatMap(({ rule, where }) => where.map((each) => `${rule} ${each}`));
        assert.deepEqual([...needed].sort(), given.sort());
    });

    it("refer to existing rules", () => {
        const known = rules.map(({ id }) => id);

        const unknown = exceptions.filter(({ rule }) => !known.includes(rule));

        assert.deepEqual(unknown, []);
    });
});
