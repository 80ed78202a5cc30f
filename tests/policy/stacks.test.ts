import assert from "node:assert/strict";
import type { RunOptions } from "../../offline/runProgram";
import { evaluate, type Evaluation } from "../../policy/evaluate";
import { exceptions, type StackKind } from "../../policy/exceptions";
import type { Rule } from "../../policy/rule";
import { rules } from "../../policy/rules";
import { projectKeys, stacks, wholeProgram } from "../program/runs";
import { asResource } from "./registered";

/** What production must have, and other stacks may do without. */
const lifted = {
    backupRetentionDays: "1",
    deletionProtection: "false",
    instances: "1",
    monitoring: "false",
    monitoringIntervalSeconds: "0",
    multiZone: "false",
};

/** The stacks' files name nobody. */
const somebodyTold = projectKeys({
    alarmEmails: '["on-call@example.com"]',
    alarmUrls: '["https://example.com/alarms"]',
});

/** Stacks that need exceptions: together they need each. */
const lenient: readonly [StackKind, RunOptions][] = [
    [
        { environment: "dev", decommissioned: false },
        { stack: "dev", config: projectKeys({ ...lifted, finalSnapshot: "false" }) },
    ],
    [{ environment: "staging", decommissioned: false }, { stack: "staging" }],
    [
        { environment: "prod", decommissioned: true },
        { stack: "prod", config: projectKeys({ ...lifted, decommission: "prod" }) },
    ],
];

async function evaluateAll(options: RunOptions, kind: StackKind): Promise<(Evaluation & { readonly rule: Rule })[]> {
    const { resources } = await wholeProgram(options);
    return rules.map((rule) => ({ rule, ...evaluate(rule, resources.map(asResource), kind) }));
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
        it(`is kept by all that prod registers in ${region}`, async () => {
            const config = { ...somebodyTold, "aws:region": region, ...projectKeys({ tracing }) };

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
        it("is kept by all that the program registers, and each rule is about something", async () => {
            const evaluations = await evaluateAll(
                { stack, config: somebodyTold },
                { environment: stack, decommissioned: false },
            );

            const idle = evaluations.filter(({ subjects }) => subjects === 0).map(({ rule }) => rule.id);

            assert.deepEqual(messages(evaluations), []);
            assert.deepEqual(idle, []);
        });

        it("refuses nothing in a preview, which knows less", async () => {
            const evaluations = await evaluateAll(
                { stack, preview: true },
                { environment: stack, decommissioned: false },
            );

            const found = messages(evaluations);

            assert.deepEqual(found, []);
        });
    });
}

describe("the policy of a stack in somebody else's VPC", () => {
    it("is kept where the functions leave by NAT", async () => {
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
        it(`let through what ${kind.decommissioned ? "a decommissioned" : "a"} ${kind.environment} may do without`, async () => {
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

    it("are of rules that there are", () => {
        const known = rules.map(({ id }) => id);

        const unknown = exceptions.filter(({ rule }) => !known.includes(rule));

        assert.deepEqual(unknown, []);
    });
});
