import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { toRecord } from "../../offline/toRecord";
import { evaluate } from "../../policy/evaluate";
import { rules } from "../../policy/rules";
import { statementsOf } from "../../policy/statements";
import { isPublished } from "../components/monitoring/publishedMetrics";
import { asResource } from "../policy/registered";
import { statementsIn } from "./bucketStatements";
import { alarmsOf } from "./monitoringParts";
import { one, output } from "./resources";
import { backupProd, copyingProd, copyVaultArns, projectKeys, region, wholeProgram } from "./runs";

const into = (...arns: readonly string[]) => ({
    ...copyingProd,
    config: { ...copyingProd.config, ...projectKeys({ backupCopyVaultArns: JSON.stringify(arns) }) },
});
const snapshots = (where: string) => `arn:aws:rds:${where}:${accountId}:cluster-snapshot:awsbackup:*`;
const lookedUpKey = `arn:aws:kms:us-west-2:${accountId}:key/0c0b1e5a-0000-4000-8000-00000000c0b1`;

describe("copies of backups", () => {
    it("are made by the plan into each vault, for as long as configured", async () => {
        const run = await wholeProgram(copyingProd);

        const { rules: planned } = one(run, "Plan").inputs;

        assert.deepEqual(planned, [
            {
                ruleName: "daily",
                targetVaultName: output(one(run, "Vault"), "name"),
                schedule: "cron(0 6 * * ? *)",
                startWindow: 120,
                completionWindow: 720,
                lifecycle: { deleteAfter: 35 },
                copyActions: [copyVaultArns.region, copyVaultArns.account].map((destinationVaultArn) => ({
                    destinationVaultArn,
                    lifecycle: { deleteAfter: 90 },
                })),
            },
        ]);
    });

    it("need of the role: these vaults, the key of the one in the account, and snapshots in its region", async () => {
        const run = await wholeProgram(copyingProd);
        const before = statementsOf(
            output(one(await wholeProgram(backupProd), "RolePolicy", "database-backups"), "policy"),
        );

        const policy = statementsOf(output(one(run, "RolePolicy", "database-backups"), "policy"));

        assert.deepEqual(
            policy.slice(before.length).map(({ actions, resources, conditions }) => [actions, resources, conditions]),
            [
                [["backup:CopyFromBackupVault", "rds:CopyDBClusterSnapshot"], [snapshots(region)], []],
                [["backup:CopyIntoBackupVault"], [copyVaultArns.region, copyVaultArns.account], []],
                [
                    [
                        "rds:AddTagsToResource",
                        "rds:CopyDBClusterSnapshot",
                        "rds:DeleteDBClusterSnapshot",
                        "rds:DescribeDBClusterSnapshots",
                        "rds:ListTagsForResource",
                    ],
                    [snapshots("us-west-2")],
                    [],
                ],
                [["kms:DescribeKey"], [lookedUpKey], []],
                [
                    ["kms:CreateGrant"],
                    [lookedUpKey],
                    [{ operator: "Bool", key: "kms:grantisforawsresource", values: ["true"] }],
                ],
            ],
        );
    });

    it("in another account need no key of the stack's account, and no look-up", async () => {
        const run = await wholeProgram(into(copyVaultArns.account));

        const policy = statementsOf(output(one(run, "RolePolicy", "database-backups"), "policy"));

        assert.deepEqual(
            policy.slice(-2).flatMap(({ actions }) => actions),
            ["backup:CopyFromBackupVault", "rds:CopyDBClusterSnapshot", "backup:CopyIntoBackupVault"],
        );
    });

    it("in another account share the key with AWS Backup's own role there, and with nobody else", async () => {
        const [run, unshared] = [await wholeProgram(copyingProd), await wholeProgram(into(copyVaultArns.region))];

        const [shared, before] = [run, unshared].map((each) => {
            const statements = statementsIn(output(one(each, "Key"), "policy"));
            return Array.isArray(statements) ? statements.map(toRecord) : [];
        });

        const principal = { AWS: "arn:aws:iam::111122223333:root" };
        const ArnEquals = {
            "aws:PrincipalArn":
                "arn:aws:iam::111122223333:role/aws-service-role/backup.amazonaws.com/AWSServiceRoleForBackup",
        };
        assert.deepEqual(shared, [
            ...(before ?? []),
            {
                Sid: "BackupCopies111122223333",
                Effect: "Allow",
                Principal: principal,
                Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
                Resource: "*",
                Condition: { ArnEquals },
            },
            {
                Sid: "BackupCopyGrants111122223333",
                Effect: "Allow",
                Principal: principal,
                Action: "kms:CreateGrant",
                Resource: "*",
                Condition: { ArnEquals, Bool: { "kms:GrantIsForAWSResource": "true" } },
            },
        ]);
    });

    it("into a vault of the account that does not exist are refused by the look-up, with its reason", async () => {
        const absent = copyVaultArns.region.replace("database-copies", "absent");

        const run = wholeProgram(into(absent));

        await assert.rejects(run, /reading Backup Vault \(absent\): couldn't find resource/);
    });

    it("are watched: an alarm is on if a vault has no copy for two days", async () => {
        const run = await wholeProgram(copyingProd);

        const [alarm] = alarmsOf(run, "experimentation-prod").filter(({ key }) => key === "backup-copy-missing");
        const pattern: unknown = JSON.parse(output(one(run, "EventRule", "monitoring-backup-copied"), "eventPattern"));

        assert.ok(alarm !== undefined && isPublished(alarm.metric));
        assert.deepEqual([alarm.condition, alarm.missing], ["Sum < 2 in 2 x 86400 s", "breaching"]);
        assert.deepEqual(alarm.metric.dimensions, { RuleName: "experimentation-prod-backup-copied" });
        assert.deepEqual(pattern, {
            source: ["aws.backup"],
            "detail-type": ["Copy Job State Change"],
            detail: {
                resourceArn: [`arn:aws:rds:${region}:${accountId}:cluster:experimentation-prod`],
                destinationBackupVaultArn: [copyVaultArns.region, copyVaultArns.account],
                state: ["COMPLETED"],
            },
        });
    });

    it("are the only reason for these resources", async () => {
        const [without, run] = [await wholeProgram(backupProd), await wholeProgram(copyingProd)];

        const before = new Set(without.resources.map(({ urn }) => urn));
        const added = run.resources.filter(({ urn }) => !before.has(urn));

        assert.deepEqual(added.map(({ name, type }) => `${type} ${name}`).sort(), [
            "aws:cloudwatch/eventRule:EventRule monitoring-backup-copied",
            "aws:cloudwatch/eventTarget:EventTarget monitoring-backup-copied",
            "aws:cloudwatch/metricAlarm:MetricAlarm monitoring-backup-copy-missing",
            "aws:lambda/permission:Permission monitoring-backup-copied",
        ]);
    });

    it("satisfy the policy pack", async () => {
        const resources = (await wholeProgram(copyingProd)).resources.map(asResource);

        const found = rules
            .flatMap((rule) => evaluate(rule, resources, { environment: "prod", decommissioned: false }).violations)
            .map(({ rule, message }) => `${rule.id}: ${message}`)
            // The template of production has no recipients.
            .filter((message) => !message.startsWith("alarm-recipients"));

        assert.deepEqual(found, []);
    });
});
