import { deepEqual, equal } from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { toRecord } from "../../../offline/toRecord";
import { logs } from "../../offline/smallProgram";
import { planOf } from "./samples";

/** The settings of a small program's resources, by their names. */
async function settingsByName(program: () => unknown): Promise<Map<string, Readonly<Record<string, unknown>>>> {
    const plan = await planOf(program);
    return new Map(plan.resources.map(({ name, settings }) => [name, settings]));
}

describe("the references of a plan", () => {
    it("lead from ARNs, ids, names and other outputs to their resources", async () => {
        const settings = await settingsByName(() => {
            const key = new aws.kms.Key("key");
            const group = new aws.ec2.SecurityGroup("group");
            const log = logs("log", { kmsKeyId: key.arn });
            const role = new aws.iam.Role("role", { assumeRolePolicy: "{}" });
            const resource = pulumi.interpolate`${log.arn}:*`;
            new aws.iam.RolePolicy("policy", {
                role: role.id,
                policy: {
                    Version: "2012-10-17",
                    Statement: [{ Effect: "Allow", Action: "logs:*", Resource: resource }],
                },
            });
            new aws.ec2.VpcEndpoint("endpoint", { vpcId: "vpc-1", securityGroupIds: [group.id] });
            new aws.kms.Alias("alias", { name: "alias/x", targetKeyId: key.keyId });
        });

        equal(settings.get("log")?.kmsKeyId, "→ aws:kms:Key key");
        equal(settings.get("policy")?.role, "→ aws:iam:Role role");
        deepEqual(toRecord(settings.get("policy")?.policy).Statement, [
            { Action: "logs:*", Effect: "Allow", Resource: "→ aws:cloudwatch:LogGroup log:*" },
        ]);
        deepEqual(settings.get("endpoint")?.securityGroupIds, ["→ aws:ec2:SecurityGroup group"]);
        equal(settings.get("endpoint")?.vpcId, "vpc-1");
        equal(settings.get("alias")?.targetKeyId, "→ aws:kms:Key key");
    });

    it("lead to other outputs by name, and prefer a dependency if two resources share a name", async () => {
        const settings = await settingsByName(() => {
            const key = new aws.kms.Key("key");
            const cluster = new aws.rds.Cluster("db", {
                engineVersion: "15",
                clusterIdentifier: "data",
                engine: "aurora-postgresql",
                masterUserSecretKmsKeyId: key.arn,
            });
            logs("a", { name: "data" });
            logs("endpoint", { logGroupClass: cluster.endpoint, kmsKeyId: cluster.id });
        });

        equal(settings.get("db")?.clusterIdentifier, "data");
        equal(settings.get("a")?.name, "data");
        equal(settings.get("endpoint")?.kmsKeyId, "→ aws:rds:Cluster db");
        equal(settings.get("endpoint")?.logGroupClass, "→ aws:rds:Cluster db endpoint");
    });

    it("do not lead from a resource's own name, or from a part of another's name", async () => {
        const settings = await settingsByName(() => {
            logs("log", { name: "taken", kmsKeyId: "key" });
            new aws.ec2.SecurityGroup("group", { name: "taken", description: "taken" });
            new aws.kms.Alias("alias", { name: "alias/key", targetKeyId: "key" });
        });

        deepEqual(settings.get("log"), { kmsKeyId: "key", name: "taken" });
        deepEqual(settings.get("group"), { description: "taken", name: "taken" });
        deepEqual(settings.get("alias"), { name: "alias/key", targetKeyId: "key" });
    });

    it("shorten only ARNs of the own account and region", async () => {
        const settings = await settingsByName(() => [
            logs("own", { kmsKeyId: "arn:aws:kms:us-east-1:123456789012:key/*" }),
            logs("global", { kmsKeyId: "arn:aws:iam::123456789012:root" }),
            logs("region", { kmsKeyId: "arn:aws:kms:eu-west-1:123456789012:key/*" }),
            logs("account", { kmsKeyId: "arn:aws:kms:us-east-1:999999999999:key/*" }),
        ]);

        const ids = Object.fromEntries([...settings].map(([name, { kmsKeyId }]) => [name, kmsKeyId]));
        deepEqual(ids, {
            account: "arn:aws:kms:us-east-1:999999999999:key/*",
            global: "iam:root",
            own: "kms:key/*",
            region: "arn:aws:kms:eu-west-1:123456789012:key/*",
        });
    });

    it("mark the unique suffix of a generated name", async () => {
        const settings = await settingsByName(() => {
            const log = logs("log");
            logs("later", { kmsKeyId: log.name.apply((name) => `final-${name.split("-").at(-1) ?? ""}`) });
        });

        equal(settings.get("later")?.kmsKeyId, "final-<unique>");
    });
});
