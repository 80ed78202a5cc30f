import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import { type ResourceClass, transform } from "../../components/shared/transform";
import { type RunOptions, runProgram } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { evaluate } from "../../policy/evaluate";
import { rules } from "../../policy/rules";
import { withTransforms } from "../harness/withTransforms";
import { one } from "./resources";
import { changedDev, projectKeys, stacks, wholeProgram } from "./runs";

const inExistingVpc: RunOptions = {
    stack: "dev",
    config: projectKeys({
        vpcId: "vpc-0123456789abcdef0",
        functionSubnetIds: '["subnet-0f0000000000000a"]',
        databaseSubnetIds: '["subnet-0d0000000000000a", "subnet-0d0000000000000b"]',
    }),
};

/** The class of a resource's type, for instance `aws.rds.Cluster` of `aws:rds/cluster:Cluster`. */
function classOf(type: string): ResourceClass<object> {
    const [provider, module = "", kind = ""] = type.split(":");
    const [folder = ""] = module.split("/");
    const sdk: object = provider === "awsx" ? awsx : aws;
    const found: unknown = Reflect.get(Object(Reflect.get(sdk, folder)), kind);
    assert.ok(isResourceClass(found), type);
    return found;
}

function isResourceClass(value: unknown): value is ResourceClass<object> {
    return typeof value === "function" && "isInstance" in value;
}

describe("transforms.ts", () => {
    const programs: readonly (readonly [string, RunOptions])[] = [
        ...stacks.map((stack) => [stack, { stack }] as const),
        ["dev with other keys", changedDev],
        ["dev in an existing VPC", inExistingVpc],
    ];
    for (const [what, options] of programs) {
        it(`can change every resource of ${what}`, async () => {
            const { resources } = await wholeProgram(options);
            const children = resources.filter(({ type }) => !type.startsWith("experimentation:"));
            const changed: string[] = [];

            await withTransforms(
                () =>
                    children.map(({ type, name }) =>
                        transform(classOf(type), name, () => {
                            changed.push(`${type} ${name}`);
                        }),
                    ),
                () => runProgram(options),
            );

            assert.ok(children.length > 50);
            assert.deepEqual(changed.sort(), children.map(({ type, name }) => `${type} ${name}`).sort());
        });
    }

    it("changes arguments before the tags and the permissions boundary are added", async () => {
        const boundary = "arn:aws:iam::123456789012:policy/experimentation-boundary";
        const run = await withTransforms(
            () => [
                transform(aws.rds.Cluster, "database", (args) => {
                    args.backtrackWindow = 3600;
                    args.tags = { Name: "mine" };
                }),
                transform(aws.iam.Role, "*-role", (args, name) => {
                    args.permissionsBoundary = undefined;
                    args.path = `/${name}/`;
                }),
            ],
            () => runProgram({ stack: "dev", config: projectKeys({ permissionsBoundaryArn: boundary }) }),
        );

        const cluster = one(run, "Cluster").inputs;
        const role = one(run, "Role", "access-role").inputs;
        assert.deepEqual([cluster.backtrackWindow, toRecord(cluster.tags).Name], [3600, "mine"]);
        assert.equal(toRecord(cluster.tags).environment, "dev");
        assert.deepEqual([role.path, role.permissionsBoundary], ["/access-role/", boundary]);
    });

    it("gets the stack's settings", async () => {
        const seen: unknown[] = [];

        await withTransforms(
            ({ environment }) => {
                seen.push(environment);
                return [];
            },
            () => runProgram({ stack: "staging" }),
        );

        assert.deepEqual(seen, ["staging"]);
    });

    it("is judged by the policy pack", async () => {
        const { resources } = await withTransforms(
            () => [
                transform(aws.rds.ClusterInstance, "database-0", (args) => {
                    args.publiclyAccessible = true;
                }),
            ],
            () => runProgram({ stack: "dev" }),
        );

        const judged = resources.map(({ type, name, urn, outputs: properties }) => ({ type, name, urn, properties }));
        const violations = rules.flatMap((rule) =>
            evaluate(rule, judged, { environment: "dev", decommissioned: false }).violations.map(
                ({ resource }) => `${rule.id} ${resource.name}`,
            ),
        );
        assert.ok(violations.includes("instance-not-public database-0"), violations.join("\n"));
    });

    it("registers the same resources as without it if it changes nothing", async () => {
        const before = await wholeProgram({ stack: "prod" });

        const { resources } = await withTransforms(
            () => [transform(aws.rds.Cluster, "database", () => undefined)],
            () => runProgram({ stack: "prod", config: projectKeys({ alarmEmails: "[]", alarmUrls: "[]" }) }),
        );

        const registered = (all: typeof resources) => Object.fromEntries(all.map(({ urn, inputs }) => [urn, inputs]));
        assert.deepEqual(registered(resources), registered(before.resources));
    });

    it("refuses a name that no resource of the stack has", async () => {
        const unused = () => [transform(aws.rds.ClusterInstance, "database-1", () => undefined)];

        const running = withTransforms(unused, () => runProgram({ stack: "dev" }));

        await assert.rejects(running, {
            message: "transform of ClusterInstance database-1: there is no such resource; choose one of database-0",
        });
    });
});
