import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type postgres from "postgres";
import { clusterParameters } from "../../../components/aurora/parameters/clusterParameters";
import { readMaster } from "../../../handlers/rotation/roles/master";
import { scramVerifier } from "../../../handlers/rotation/roles/scram";
import { setPassword } from "../../../handlers/rotation/roles/setPassword";
import { textProperty } from "../../../handlers/shared/errors";
import { connectTo, createPlatform, type Platform, secretArns } from "../../harness/platform";
import { master } from "../../harness/postgres";

const arn = secretArns.application;

describe("the server's log contains no password and no verifier", () => {
    let platform: Platform;
    const clients: postgres.Sql[] = [];
    let start = 0;

    before(async () => {
        platform = await createPlatform("server_log");
        await platform.rotate("application");
        await logAsRegistered(platform);
    });

    beforeEach(async () => {
        start = (await readFile(platform.server.logFile)).length;
    });

    afterEach(async () => {
        await Promise.all(clients.splice(0).map((client) => client.end({ timeout: 1 })));
    });

    after(async () => {
        await platform.superuser.unsafe("alter role clustermaster in database server_log reset all");
        await platform.drop();
    });

    /** The server's log since the test began. */
    async function logged(): Promise<string> {
        return (await readFile(platform.server.logFile)).subarray(start).toString();
    }

    it("when a rotation succeeds", async () => {
        await platform.rotate("application");

        const log = await logged();
        const { password } = platform.vault.value(arn, "AWSCURRENT");
        assert.match(log, /format\('ALTER ROLE application_b PASSWORD %L'/);
        assert.deepEqual(secretsIn(log, String(password)), []);
    });

    it("when the server refuses the password", async () => {
        const sessions = "alter role clustermaster in database server_log";
        // The module also refuses a verifier if the password is the login's name.
        await platform.superuser.unsafe(`${sessions} set session_preload_libraries = passwordcheck`);
        const token = platform.vault.startRotation(arn);
        await platform.step("application", token, "createSecret");
        const pending = platform.vault.value(arn, "AWSPENDING");
        platform.vault.overwrite(arn, "AWSPENDING", { ...pending, password: pending.username });

        const error: unknown = await platform
            .step("application", token, "setSecret")
            .catch((caught: unknown) => caught);
        await platform.superuser.unsafe(`${sessions} reset session_preload_libraries`);

        const log = await logged();
        assert.equal(textProperty(error, "code"), "valueInvalid");
        assert.match(log, /ERROR: {2}the password was not set/);
        assert.deepEqual(secretsIn(log), []);
    });

    const endings: readonly Ending[] = [
        { title: "waits too long for a lock", setting: "lock_timeout = '100ms'", code: /^55P03$/ },
        { title: "takes too long", setting: "statement_timeout = '100ms'", code: /^57014$/ },
        { title: "is cancelled", end: "pg_cancel_backend", code: /^57014$/ },
        // The driver may see the end of the connection before it has read the server's error.
        { title: "is terminated", end: "pg_terminate_backend", code: /^(57P01|CONNECTION_CLOSED)$/ },
    ];
    for (const { title, setting = "lock_timeout = '10s'", end, code } of endings) {
        it(`when the statement that sets a password ${title}`, async () => {
            const { superuser, server, database } = platform;
            const holder = server.connectAsSuperuser(database);
            const client = connectTo(server, database, master);
            clients.push(holder, client);
            await holder.unsafe("begin; alter role application_b connection limit 20");
            const [row] = await client<{ pid: number }[]>`select pg_backend_pid() as pid`;
            const who = await readMaster(client);
            await client.unsafe(`begin; set local ${setting}`);

            const ended = setPassword(client, who, "application_b", scramVerifier("another-password")).then(
                () => "set",
                (error: unknown) => textProperty(error, "code"),
            );
            if (end !== undefined) {
                await untilItWaits(superuser, row?.pid ?? 0);
                await superuser.unsafe(`select ${end}(${row?.pid})`);
            }
            const reported = await ended;

            const log = await logged();
            assert.match(String(reported), code);
            assert.match(log, /(ERROR: {2}the password was not set|FATAL: {2}terminating connection)/);
            assert.deepEqual(secretsIn(log), []);
        });
    }
});

/** How the statement ends while another transaction holds a lock on the role. */
interface Ending {
    readonly title: string;
    readonly setting?: string;
    readonly end?: "pg_cancel_backend" | "pg_terminate_backend";
    /** The code that the driver reports. */
    readonly code: RegExp;
}

/** Applies the registered logging parameters to the master's sessions. Every statement counts as slow. */
async function logAsRegistered({ superuser, database }: Platform): Promise<void> {
    const instance = { instances: [{ memoryGiB: 16 }], totalConnections: 210 };
    const engine = { majorVersion: 15, databaseName: database, extensions: [], parameters: [] };
    const args = { ...instance, ...engine, tuning: "optimized", slowStatementMs: 0 } as const;
    // The other parameters can only be set for the whole server.
    const logging = clusterParameters(args).filter(({ name }) => /^log_(statement|min_|parameter_|lock_)/.test(name));
    assert.deepEqual(
        logging.map(({ name }) => name),
        [
            "log_lock_waits",
            "log_min_duration_statement",
            "log_parameter_max_length",
            "log_parameter_max_length_on_error",
            "log_statement",
        ],
    );
    for (const { name, value } of logging) {
        await superuser.unsafe(`alter role clustermaster in database ${database} set ${name} = '${value}'`);
    }
}

/** Waits until a session waits for a lock, five seconds at most. */
async function untilItWaits(sql: postgres.Sql, pid: number): Promise<void> {
    const end = performance.now() + 5000;
    while (performance.now() < end) {
        const rows = await sql`select from pg_stat_activity where pid = ${pid} and wait_event_type = 'Lock'`;
        if (rows.length > 0) return;
        await sleep(10);
    }
    assert.fail("the session does not wait for a lock");
}

/** The lines of a log that contain a verifier or the given password. */
function secretsIn(log: string, password = "SCRAM-SHA-256$"): string[] {
    return log.split("\n").filter((line) => line.includes("SCRAM-SHA-256$") || line.includes(password));
}
