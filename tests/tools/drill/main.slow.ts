import { deepEqual, equal, match, ok } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parse } from "yaml";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { type Answers, type FakePrograms, provideFakePrograms } from "./fakePrograms";

const snapshot = (id: string) => `arn:aws:rds:us-east-1:123456789012:cluster-snapshot:rds:experimentation-prod-${id}`;
const healthy = (schemaVersion: number | null) => ({ ok: true, endpoints: { writer: { schemaVersion } } });
const failing = (code: string) => ({ ok: false, error: { code, message: "it failed", retryable: false } });
const newestRow = Date.parse("2026-11-27T05:59:58Z");
const file = join(projectFolder, "Pulumi.drill-prod.yaml");

const good: Answers = {
    health: { running: healthy(5), restored: healthy(5) },
    query: { ok: true, rows: [[String(newestRow)]] },
    backups: [
        [snapshot("1"), "2026-11-26T06:00:00+00:00"],
        [snapshot("2"), "2026-11-27T06:00:00+00:00"],
    ],
    stacks: ["prod"],
    failures: {},
    upWaits: false,
};

const before = ["version", "stack ls"];
const restored = [...before, "stack init drill-prod", "up drill-prod"];
const freed = ["stack ls", "cancel drill-prod", "stack export drill-prod"];
const removed = [...freed, "destroy drill-prod", "stack rm drill-prod"];

describe("npm run drill", function () {
    this.timeout(60_000);

    let programs: FakePrograms;
    const start = (answers: Partial<Answers>, ...args: readonly string[]) => {
        programs = provideFakePrograms({ ...good, ...answers });
        // The last value of an option counts.
        return spawn(process.execPath, ["tools/cli/start.cjs", "tools/drill/main.ts", "--stack", "prod", ...args], {
            cwd: projectFolder,
            env: { ...process.env, PATH: programs.path },
            stdio: ["ignore", "pipe", "pipe"],
        });
    };
    const drill = async (answers: Partial<Answers> = {}, ...args: readonly string[]) => {
        const child = start(answers, ...args);
        const printed = { stdout: "", stderr: "" };
        child.stdout.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
        child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
        await once(child, "close");
        return { code: child.exitCode, ...printed };
    };

    afterEach(() => {
        programs.remove();
        rmSync(file, { force: true });
    });

    it("restores the newest backup into a stack of its own, checks it, and leaves nothing", async () => {
        const { code, stdout, stderr } = await drill({}, "--json");

        equal(code, 0, stderr);
        const { startedAt, recoveryPointSeconds, recoveryTimeSeconds, ...others } = toRecord(JSON.parse(stdout));
        deepEqual(others, {
            stack: "prod",
            backup: { arn: snapshot("2"), createdAt: "2026-11-27T06:00:00.000Z" },
            newestRowAt: "2026-11-27T05:59:58.000Z",
            schemaVersion: 5,
        });
        equal(
            recoveryPointSeconds,
            Math.round((Date.parse(String(startedAt)) - Date.parse("2026-11-27T06:00:00Z")) / 1000),
        );
        ok(typeof recoveryTimeSeconds === "number" && recoveryTimeSeconds >= 0);
        deepEqual(programs.pulumiCalls(), [...restored, ...removed]);
        deepEqual(programs.awsCalls(), [
            "--version",
            "lambda invoke",
            "rds describe-db-clusters",
            "rds describe-db-cluster-snapshots",
            "lambda invoke",
            "lambda invoke",
            "rds describe-db-instances",
            "rds describe-db-clusters",
        ]);
        deepEqual([programs.stacks(), existsSync(file)], [["prod"], false]);
    });

    it("configures the smallest stack with the data's own engine, without protection", async () => {
        await drill();

        const { config } = toRecord(parse(programs.configuration()));

        deepEqual(
            Object.fromEntries(
                Object.entries(toRecord(config)).map(([key, value]) => [
                    key.replace("experimentation-database:", ""),
                    value,
                ]),
            ),
            {
                "aws:region": "us-east-1",
                "aws:allowedAccountIds": ["123456789012"],
                natGateways: "onePerZone",
                accessMode: "readOnly",
                decommission: "drill-prod",
                deletionProtection: false,
                engineVersion: "15.13",
                environment: "dev",
                finalSnapshot: false,
                identifier: "experimentation-prod-drill",
                instanceClass: "db.t3.medium",
                instances: 1,
                minorVersions: "pinned",
                monitoring: false,
                multiZone: false,
                parameterPath: "/experimentation/prod/database-drill/",
                restoreSnapshot: snapshot("2"),
                secretRecoveryDays: 0,
                tuning: "minimal",
            },
        );
    });

    it("says what a disaster would have cost", async () => {
        const { stdout } = await drill();

        match(stdout, /^Stack prod was restored from arn:\S+-2\.$/m);
        match(stdout, /^Recovery point: .+, the age of the backup of 2026-11-27T06:00:00\.000Z$/m);
        match(stdout, /newest row of metric_events: 2026-11-27T05:59:58\.000Z, 2 s before the backup$/m);
        match(stdout, /^Recovery time: \d+ s, from the beginning until the health check had passed$/m);
        match(stdout, /^Schema: version 5, as in the running stack$/m);
    });

    it("says of an empty table that no row confirms the backup's time", async () => {
        const { code, stdout } = await drill({ query: { ok: true, rows: [[null]] } });

        equal(code, 0);
        match(stdout, /newest row of metric_events: the table is empty/);
    });

    const failures: readonly [string, Partial<Answers>, number, RegExp, readonly string[]][] = [
        [
            "an unhealthy running stack, before anything is created",
            { health: { ...good.health, running: failing("authenticationFailed") } },
            1,
            /No restore was rehearsed: health check: authenticationFailed: it failed/,
            before,
        ],
        ["no backup", { backups: [] }, 3, /experimentation-prod: has no complete backup of RDS/, before],
        [
            "an earlier drill",
            { stacks: ["prod", "drill-prod"] },
            1,
            /drill-prod: exists already: .+ run npm run drill -- --stack prod --clean/,
            before,
        ],
        [
            "a failed restore",
            {
                failures: {
                    up: "Diagnostics:\n  error: DBClusterSnapshotNotFoundFault: not found\n  error: update failed",
                },
            },
            4,
            /The restore failed: pulumi up: DBClusterSnapshotNotFoundFault: not found$/m,
            [...restored, ...removed],
        ],
        [
            "a killed restore",
            { failures: { up: "+ aws:rds:Cluster database creating (0s)" } },
            4,
            /pulumi up: it was interrupted or killed, because it names no error; its last line: \+ aws:rds:Cluster database/,
            [...restored, ...removed],
        ],
        [
            "an unhealthy restored database",
            { health: { ...good.health, restored: failing("databaseMissing") } },
            5,
            /The restored database failed a check: health check: databaseMissing: it failed/,
            [...restored, ...removed],
        ],
        [
            "an older schema",
            { health: { ...good.health, restored: healthy(4) } },
            5,
            /its schema has 4, and the running one 5: the schema was migrated after the backup/,
            [...restored, ...removed],
        ],
        [
            "rows that cannot be read",
            { query: failing("permissionDenied") },
            5,
            /newest row: permissionDenied: it failed/,
            [...restored, ...removed],
        ],
        [
            "a failed destroy",
            { failures: { destroy: "error: InvalidDBClusterStateFault: busy" } },
            6,
            /Left behind, and charged: stack drill-prod: pulumi destroy: InvalidDBClusterStateFault: busy\nRun npm run drill -- --stack prod --clean;/,
            [...restored, ...freed, "destroy drill-prod"],
        ],
        [
            "a failed restore and a failed destroy",
            { failures: { up: "error: no", destroy: "error: neither" } },
            6,
            /The restore failed: pulumi up: no\n[^]*Left behind, and charged: stack drill-prod/,
            [...restored, ...freed, "destroy drill-prod"],
        ],
    ];
    for (const [what, answers, expected, message, calls] of failures) {
        it(`ends with ${expected} after ${what}`, async () => {
            const { code, stderr } = await drill(answers);

            equal(code, expected, stderr);
            match(stderr, message);
            deepEqual(programs.pulumiCalls(), calls);
        });
    }

    it("cleans up what an earlier drill left, and nothing else", async () => {
        const { code, stdout } = await drill({ stacks: ["prod", "drill-prod"] }, "--clean");

        deepEqual([code, stdout], [0, ""]);
        deepEqual(programs.pulumiCalls(), removed);
        deepEqual(programs.stacks(), ["prod"]);
    });

    for (const [what, urns, expected, message] of [
        ["a cluster", ["Cluster::database"], 0, /✔ Destroy stack drill-prod/],
        [
            "something whose id nobody knows",
            ["Cluster::database", "NatGateway::database-1"],
            6,
            /Left behind, and charged: .+ AWS may have created NatGateway::database-1 when Pulumi was killed/,
        ],
    ] as const) {
        it(`cleans up a locked stack with a pending creation of ${what}, and ends with ${expected}`, async () => {
            const pending = urns.map((end) => `urn:pulumi:drill-prod::experimentation-database::x$aws:y/z:${end}`);

            const { code, stderr } = await drill(
                { stacks: ["prod", "drill-prod"], killed: { pending, cluster: false, instances: [] } },
                "--clean",
            );

            equal(code, expected, stderr);
            match(stderr, message);
            deepEqual(programs.pulumiCalls(), [...freed, "refresh drill-prod", ...removed.slice(freed.length)]);
            deepEqual(programs.stacks(), ["prod"]);
        });
    }

    it("cleans up nothing, and fails, if the stack's file cannot be read", async () => {
        const { code, stderr } = await drill({ stacks: ["prod", "drill-nope"] }, "--clean", "--stack", "nope");

        equal(code, 1);
        match(stderr, /Pulumi\.nope\.yaml/);
        deepEqual([programs.pulumiCalls(), programs.stacks()], [[], ["prod", "drill-nope"]]);
    });

    it("names the stack that is left if the clean-up cannot reach Pulumi", async () => {
        const { code, stderr } = await drill({ failures: { "stack ls": "error: unreachable" } }, "--clean");

        equal(code, 6);
        match(
            stderr,
            /Left behind, and charged: stack drill-prod: pulumi stack: unreachable\nRun .+ --stack prod --clean;/,
        );
    });

    it("refuses a security group for endpoints that the drill itself creates, before anything is created", async () => {
        const { code, stderr } = await drill({}, "--endpoint-security-group", "sg-0123456789abcdef0");

        equal(code, 1);
        match(stderr, /--endpoint-security-group: sg-0123456789abcdef0: is only for a stack that creates endpoints/);
        deepEqual([programs.pulumiCalls(), programs.awsCalls()], [[], []]);
    });

    it("lets an interrupted restore end, and then destroys it", async () => {
        const child = start({ upWaits: true });
        const printed = { stderr: "" };
        child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
        const waiting = async () => {
            while (!programs.pulumiCalls().includes("up drill-prod")) await delay(20);
        };
        await waiting();
        while (!existsSync(join(programs.path.split(":")[0] ?? "", "config.yaml"))) await delay(20);
        child.kill("SIGINT");

        await once(child, "close");

        equal(child.exitCode, 130, printed.stderr);
        deepEqual(programs.pulumiCalls(), [...restored, "interrupted", ...removed]);
        deepEqual([programs.stacks(), existsSync(file)], [["prod"], false]);
    });
});
