import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { copyVaultArns } from "../program/runs";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

const vaultType = "aws:backup/vault:Vault";
const lockType = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

/** Each test continues from the previous one. */
describe("backups that outlive the stack, on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
        stack.configure({ monitoring: false, finalSnapshot: false, secretRecoveryDays: 0 });
        assert.deepEqual((await stack.up()).errors, []);
    });

    after(() => {
        engine.close();
    });

    it("are added to a running stack, and nothing else changes", async () => {
        stack.configure({ retainBackups: true, backupPlan: true, backupLock: "governance", backupLockMinDays: 7 });
        const up = await stack.up();
        const again = await stack.up();

        assert.deepEqual([up.errors, up.warnings], [[], []]);
        assert.deepEqual(summary(up.changes), [
            "create Plan database-backups",
            "create Role database-backups",
            "create RolePolicy database-backups",
            "create Selection database-backups",
            "create Vault database-backups",
            "create VaultLockConfiguration database-backups",
            "update Cluster database (deleteAutomatedBackups)",
        ]);
        assert.deepEqual([again.errors, summary(again.changes)], [[], []]);
        assert.ok(
            stack
                .state()
                .waitsFor(stack.state().find("Selection", "database-backups"))
                .has("RolePolicy database-backups"),
        );
    });

    it("are kept longer, and taken at another time, by a change in place", async () => {
        stack.configure({ backupPlanDays: 90, backupPlanTime: "04:30" });

        const up = await stack.up();

        assert.deepEqual([up.errors, summary(up.changes)], [[], ["update Plan database-backups (rules)"]]);
    });

    it("are copied elsewhere, and no longer, by changes in place", async () => {
        const vaults = Object.values(copyVaultArns);
        stack.configure({ "aws:allowedAccountIds": [accountId], backupCopyVaultArns: vaults, backupCopyDays: 400 });
        const copied = await stack.up();
        const again = await stack.up();
        stack.configure({
            backupCopyVaultArns: undefined,
            backupCopyDays: undefined,
            "aws:allowedAccountIds": undefined,
        });
        const ended = await stack.up();

        const changes = [
            "update Key database (policy)",
            "update Plan database-backups (rules)",
            "update RolePolicy database-backups (policy)",
        ];
        assert.deepEqual(
            [copied, again, ended].map((outcome) => [outcome.errors, summary(outcome.changes)]),
            [
                [[], changes],
                [[], []],
                [[], changes],
            ],
        );
    });

    for (const [what, changes] of [
        ["shortened", { backupLockMinDays: 3 }],
        ["lengthened", { backupLockMinDays: 30 }],
        ["made final", { backupLock: "compliance", backupLockMinDays: 7, backupLockGraceDays: 3 }],
    ] as const) {
        it(`have a lock that is not ${what}, neither in a preview nor in an update`, async () => {
            const before = lockOf(engine);
            stack.configure({ backupLockGraceDays: 0, ...changes });

            const outcomes = [await stack.preview(), await stack.up()];

            for (const { errors } of outcomes) {
                assert.match(
                    errors.join("\n"),
                    /unable to replace resource ".*:VaultLockConfiguration::database-backups"\nas it is currently marked for protection/,
                );
            }
            assert.deepEqual(lockOf(engine), before);
        });
    }

    for (const [what, changes, resource] of [
        ["lock", { backupLock: "none", backupLockMinDays: 0 }, "VaultLockConfiguration"],
        ["plan", { backupLock: "none", backupLockMinDays: 0, backupPlan: false }, "Vault(LockConfiguration)?"],
    ] as const) {
        it(`do not lose their ${what}`, async () => {
            stack.configure({ backupLockGraceDays: 0, ...changes });

            const preview = await stack.preview();

            assert.match(
                preview.errors.join("\n"),
                new RegExp(`:${resource}::database-backups" cannot be deleted\nbecause it is protected`),
            );
        });
    }

    it("stay with the automatic backups, their vault, its lock and their key when the stack is decommissioned and destroyed", async () => {
        stack.configure({ backupPlan: true, backupLock: "governance", backupLockMinDays: 7, decommission: "dev" });
        const up = await stack.up();
        const { retainedOnDestroy } = await stack.outputs();
        const cluster = stack.state().find("Cluster", "database");
        const vault = stack.state().find("Vault", "database-backups").outputs;
        const key = stack.state().find("Key", "database").outputs;

        const destroy = await stack.destroy();

        assert.deepEqual([up.errors, destroy.errors, stack.state().resources], [[], [], []]);
        assert.deepEqual(engine.account.all.map(({ type }) => type).sort(), [vaultType, lockType, "aws:kms/key:Key"]);
        assert.deepEqual(
            engine.account.backups.retained.map(({ urn }) => urn),
            [cluster.urn],
        );
        assert.deepEqual(retainedOnDestroy, [
            `automatic backups of ${String(cluster.outputs.clusterResourceId)}, for 7 days`,
            `vault ${String(vault.name)} with its backups`,
            `key ${String(key.arn)}, which reads them`,
        ]);
    });

    it("do not prevent the stack from being created again, with a vault of another name", async () => {
        stack.configure({ decommission: undefined });

        const up = await stack.up();

        const names = engine.account.all.filter(({ type }) => type === vaultType).map(({ state }) => state.name);
        assert.deepEqual([up.errors, new Set(names).size], [[], 2]);
    });
});

/** The lock as the account has it. */
function lockOf(engine: Engine): unknown {
    return engine.account.all.find(({ type }) => type === lockType)?.state;
}
