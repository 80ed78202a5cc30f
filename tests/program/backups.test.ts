import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { statementsOf } from "../../policy/statements";
import { plain } from "../../tools/plan/paint";
import { makePlan } from "../../tools/plan/plan";
import { planText } from "../../tools/plan/planText";
import { isPublished } from "../components/monitoring/publishedMetrics";
import { statementsIn } from "./bucketStatements";
import { alarmsOf } from "./monitoringParts";
import { labels, labelsWith, ofKind, one, output, tags } from "./resources";
import { backupProd, projectKeys, region, wholeProgram } from "./runs";

const identifier = "experimentation-prod";
const clusterArn = `arn:aws:rds:${region}:${accountId}:cluster:${identifier}`;
const snapshots = `arn:aws:rds:${region}:${accountId}:cluster-snapshot:awsbackup:*`;

const withKeys = (changes: Record<string, string>) => ({
    ...backupProd,
    config: { ...backupProd.config, ...projectKeys(changes) },
});

describe("backups by AWS Backup", () => {
    it("are taken each day into a vault with the stack's key, and are deleted when their time is over", async () => {
        const run = await wholeProgram(withKeys({ backupPlanTime: "04:05", backupPlanDays: "90" }));

        const [vault, plan] = [one(run, "Vault"), one(run, "Plan")];

        assert.deepEqual(vault.inputs, {
            kmsKeyArn: output(one(run, "Key"), "arn"),
            tags: { Name: identifier, ...tags("prod") },
        });
        assert.deepEqual(plan.inputs, {
            rules: [
                {
                    ruleName: "daily",
                    targetVaultName: output(vault, "name"),
                    schedule: "cron(5 4 * * ? *)",
                    startWindow: 120,
                    completionWindow: 720,
                    lifecycle: { deleteAfter: 90 },
                },
            ],
            tags: { Name: identifier, ...tags("prod") },
        });
    });

    it("are of this cluster alone, after the role has its policy", async () => {
        const run = await wholeProgram(backupProd);

        const { inputs, dependsOn } = one(run, "Selection");

        const planArn = output(one(run, "Plan"), "arn");
        assert.deepEqual(inputs, {
            planId: planArn.slice(planArn.lastIndexOf(":") + 1),
            iamRoleArn: output(one(run, "Role", "database-backups"), "arn"),
            resources: [clusterArn],
        });
        assert.ok(labels(run, dependsOn).includes("RolePolicy database-backups"));
    });

    it("have a role that AWS Backup alone assumes, for this account", async () => {
        const run = await wholeProgram(backupProd);

        const role = one(run, "Role", "database-backups");

        assert.equal(role.inputs.description, `The cluster ${identifier}: backups by AWS Backup`);
        assert.deepEqual(statementsIn(String(role.inputs.assumeRolePolicy)), [
            {
                Effect: "Allow",
                Principal: { Service: "backup.amazonaws.com" },
                Action: "sts:AssumeRole",
                Condition: { StringEquals: { "aws:SourceAccount": accountId } },
            },
        ]);
    });

    it("have a role for this cluster, the snapshots of AWS Backup, the vault and the key", async () => {
        const run = await wholeProgram(backupProd);

        const policy = output(one(run, "RolePolicy", "database-backups"), "policy");

        const keyArn = output(one(run, "Key"), "arn");
        const vaultArn = output(one(run, "Vault"), "arn");
        assert.deepEqual(
            statementsOf(policy).map(({ effect, actions, resources }) => [effect, actions, resources]),
            [
                [
                    "Allow",
                    [
                        "rds:AddTagsToResource",
                        "rds:CreateDBClusterSnapshot",
                        "rds:DescribeDBClusterAutomatedBackups",
                        "rds:DescribeDBClusterSnapshots",
                        "rds:DescribeDBClusters",
                        "rds:ListTagsForResource",
                    ],
                    [clusterArn, snapshots],
                ],
                ["Allow", ["rds:DeleteDBClusterSnapshot", "rds:ModifyDBClusterSnapshotAttribute"], [snapshots]],
                ["Allow", ["backup:DescribeBackupVault"], [vaultArn]],
                ["Allow", ["kms:DescribeKey"], [keyArn]],
                ["Allow", ["kms:CreateGrant"], [keyArn]],
                ["Allow", ["tag:GetResources"], ["*"]],
            ],
        );
        assert.deepEqual(
            statementsOf(policy).flatMap(({ conditions }) => conditions),
            [{ operator: "Bool", key: "kms:grantisforawsresource", values: ["true"] }],
        );
    });

    it("are the only reason for these resources", async () => {
        const [unchanged, configured] = [await wholeProgram({ stack: "prod" }), await wholeProgram(backupProd)];

        const before = new Set(unchanged.resources.map(({ urn }) => urn));
        const added = configured.resources.filter(({ urn }) => !before.has(urn));

        assert.deepEqual(added.map(({ name, type }) => `${type} ${name}`).sort(), [
            "aws:backup/plan:Plan database-backups",
            "aws:backup/selection:Selection database-backups",
            "aws:backup/vault:Vault database-backups",
            "aws:backup/vaultLockConfiguration:VaultLockConfiguration database-backups",
            "aws:cloudwatch/eventRule:EventRule monitoring-backup-completed",
            "aws:cloudwatch/eventRule:EventRule monitoring-backup-failed",
            "aws:cloudwatch/eventTarget:EventTarget monitoring-backup-completed",
            "aws:cloudwatch/eventTarget:EventTarget monitoring-backup-failed",
            "aws:cloudwatch/metricAlarm:MetricAlarm monitoring-backup-failed",
            "aws:cloudwatch/metricAlarm:MetricAlarm monitoring-backup-missing",
            "aws:iam/role:Role database-backups",
            "aws:iam/rolePolicy:RolePolicy database-backups",
            "aws:lambda/permission:Permission monitoring-backup-completed",
            "aws:lambda/permission:Permission monitoring-backup-failed",
        ]);
    });

    it("are in the plan by name", async () => {
        const text = planText(await makePlan("prod", await wholeProgram(backupProd)), plain);

        const lines = ["database-backups", "minRetentionDays: 7", "cron(0 6 * * ? *)"];
        assert.deepEqual(
            lines.filter((line) => !text.includes(line)),
            [],
        );
    });
});

describe("the lock of a vault", () => {
    it("of governance has no date, so that it can be removed", async () => {
        const run = await wholeProgram(backupProd);

        const { inputs } = one(run, "VaultLockConfiguration");

        assert.deepEqual(inputs, { backupVaultName: output(one(run, "Vault"), "name"), minRetentionDays: 7 });
    });

    it("of compliance becomes final after the grace days, which a warning says", async () => {
        const run = await wholeProgram(withKeys({ backupLock: "compliance", backupLockGraceDays: "14" }));

        const { inputs } = one(run, "VaultLockConfiguration");

        assert.deepEqual([inputs.minRetentionDays, inputs.changeableForDays], [7, 14]);
        assert.deepEqual(
            run.warnings.filter((warning) => warning.startsWith("backupLock")),
            [
                "backupLock: compliance: 14 days after its creation nobody can remove or shorten the lock; each backup " +
                    "then stays, and is charged, for 7 days or more, also when the stack is destroyed",
            ],
        );
    });

    it("is a choice", async () => {
        const run = await wholeProgram({ stack: "dev", config: projectKeys({ backupPlan: "true" }) });

        assert.deepEqual([ofKind(run, "Vault").length, ofKind(run, "VaultLockConfiguration")], [1, []]);
    });
});

describe("a vault of backups", () => {
    it("is protected with its lock, and destroy leaves both with the key that reads the backups", async () => {
        const run = await wholeProgram(backupProd);
        const decommissioned = await wholeProgram(withKeys({ decommission: "prod" }));

        const isOfBackups = (label: string) => /^(Key|Vault|VaultLockConfiguration) /.test(label);
        const kept = ["Key database", "Vault database-backups", "VaultLockConfiguration database-backups"];

        assert.deepEqual(labelsWith(run, ({ protect }) => protect).filter(isOfBackups), kept);
        assert.deepEqual(
            labelsWith(decommissioned, ({ protect }) => protect),
            [],
        );
        assert.deepEqual(labelsWith(decommissioned, ({ retainOnDelete }) => retainOnDelete).filter(isOfBackups), kept);
    });

    it("and its key are what a stack without final snapshot and logs leaves", async () => {
        const config = projectKeys({ backupPlan: "true", finalSnapshot: "false", secretRecoveryDays: "0" });
        const run = await wholeProgram({ stack: "dev", config });

        assert.deepEqual(run.outputs.retainedOnDestroy, [
            `vault ${output(one(run, "Vault"), "name")} with its backups`,
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
        ]);
    });
});

describe("the alarms on backups", () => {
    const ruleOf = (key: string) => ({
        namespace: "AWS/Events",
        name: "TriggeredRules",
        dimensions: { RuleName: `${identifier}-${key}` },
    });

    it("go off at a failed job, and after two days without a complete one", async () => {
        const run = await wholeProgram(backupProd);

        const alarms = alarmsOf(run, identifier).filter(({ key }) => key.startsWith("backup"));

        assert.deepEqual(
            alarms.map(({ key, metric, condition, missing }) => [key, metric, condition, missing]),
            [
                ["backup-failed", ruleOf("backup-failed"), "Sum >= 1 in 1 x 300 s", "notBreaching"],
                ["backup-missing", ruleOf("backup-completed"), "Sum < 1 in 2 x 86400 s", "breaching"],
            ],
        );
        assert.ok(alarms.every(({ metric }) => isPublished(metric)));
        assert.ok(alarms.every(({ tells }) => tells.includes(output(one(run, "Topic", "monitoring"), "arn"))));
    });

    it("count the events of jobs on this cluster, a complete one only in the stack's own vault", async () => {
        const run = await wholeProgram(backupProd);

        const patterns = ["failed", "completed"].map((outcome): unknown =>
            JSON.parse(output(one(run, "EventRule", `monitoring-backup-${outcome}`), "eventPattern")),
        );

        assert.deepEqual(patterns, [
            {
                source: ["aws.backup"],
                "detail-type": ["Backup Job State Change", "Copy Job State Change"],
                detail: { resourceArn: [clusterArn], state: ["ABORTED", "EXPIRED", "FAILED", "PARTIAL"] },
            },
            {
                source: ["aws.backup"],
                "detail-type": ["Backup Job State Change"],
                detail: {
                    resourceArn: [clusterArn],
                    backupVaultArn: [output(one(run, "Vault"), "arn")],
                    state: ["COMPLETED"],
                },
            },
        ]);
    });
});
