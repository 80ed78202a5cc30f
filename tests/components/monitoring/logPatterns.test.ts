import assert from "node:assert/strict";
import { toRecord } from "../../../offline/toRecord";
import { rotate } from "../../../tools/local/platform/platform";
import { dashboardWidgets } from "../../program/monitoringParts";
import { ofKind } from "../../program/resources";
import {
    attempt,
    crowded,
    endSession,
    failing,
    guest,
    rotateAll,
    session,
    speakOfErrors,
    twice,
    useAccess,
    waitTooLong,
} from "./databaseActions";
import { type LoggingPlatform, startLoggingPlatform } from "./databaseLog";
import { filterTakes } from "./filterPattern";
import { queryRows } from "./insightsQuery";

const nothing = "nothing";

/** What happens, and how often each metric counts it. */
const cases: readonly [what: string, act: (on: LoggingPlatform) => Promise<unknown>, counts: string][] = [
    ["a wrong password", (on) => attempt(on, { ...guest, password: "wrong" }, "28P01"), "1 AuthenticationFailures"],
    ["an unknown user", (on) => attempt(on, { ...guest, username: "nobody" }, "28P01"), "1 AuthenticationFailures"],
    ["a connection without TLS", (on) => attempt(on, { ...guest, ssl: false }, "28000"), "1 AuthenticationFailures"],
    ["too many connections", (on) => attempt(on, crowded, "53300"), "1 FatalErrors"],
    ["a database that is not there", (on) => attempt(on, { ...guest, database: "other" }, "3D000"), "1 FatalErrors"],
    [
        "two wrong passwords",
        (on) => twice(() => attempt(on, { ...guest, password: "x" }, "28P01")),
        "2 AuthenticationFailures",
    ],
    ["a session that an administrator ends", endSession, nothing],
    ["a session that waits too long within a transaction", waitTooLong, nothing],
    ["statements that speak of errors", speakOfErrors, nothing],
    ["a statement that fails", (on) => failing(on.superuser`SELECT 1 / 0`, "22012"), nothing],
    ["a statement that defines data", (on) => on.superuser.unsafe("CREATE TABLE counted (id integer)"), nothing],
    ["a session", (on) => session(on, "SELECT 1"), nothing],
    ["a rotation of every secret", rotateAll, nothing],
    ["the schema's migrations and a health check", useAccess, nothing],
];

/** Log lines that a local server does not write, or that only Aurora writes. */
const others: readonly [event: string, counts: string][] = [
    ['FATAL:  PAM authentication failed for user "somebody"', "1 AuthenticationFailures"],
    ["FATAL:  remaining connection slots are reserved for non-replication superuser connections", "1 FatalErrors"],
    ["PANIC:  could not locate a valid checkpoint record", "1 FatalErrors"],
    ["FATAL:  terminating connection due to conflict with recovery", nothing],
    ["FATAL:  the database system is shutting down", nothing],
    ["FATAL:  the database system is starting up", nothing],
    ["FATAL:  terminating autovacuum process due to administrator command", nothing],
    ["LOG:  checkpoint complete: wrote 44 buffers (0.3%)", nothing],
];

describe("the metric filters on a real log", () => {
    let platform: LoggingPlatform;

    before(async function () {
        this.timeout(60_000);
        platform = await startLoggingPlatform();
        await rotateAll(platform);
        await platform.superuser.unsafe(`
            CREATE ROLE guest LOGIN PASSWORD 'guest';
            CREATE ROLE crowded LOGIN PASSWORD 'crowded' CONNECTION LIMIT 0;
            GRANT CONNECT ON DATABASE experimentation TO guest, crowded`);
    });

    after(async () => {
        await platform.stop();
    });

    for (const [what, act, counts] of cases) {
        it(`count ${what} as ${counts}`, async () => {
            const events = await platform.logged(() => act(platform));

            assert.ok(events.length > 0);
            assert.equal(countsOf(platform, events), counts, events.join("\n"));
        });
    }

    for (const [event, counts] of others) {
        it(`count ${event} as ${counts}`, () => {
            const events = [`2026-11-25 04:17:26 UTC:10.20.0.9(35150):guest@experimentation:[1974]:${event}`];

            assert.equal(countsOf(platform, events), counts);
        });
    }

    it("are there for both metrics that the alarms ask for", () => {
        const metrics = ofKind(platform.local.program, "LogMetricFilter").map(
            ({ inputs }) => inputs.metricTransformation,
        );

        const transformation = (name: string) => ({
            namespace: "experimentation-database/experimentation-dev",
            name,
            value: "1",
            defaultValue: "0",
        });
        assert.deepEqual(metrics, ["AuthenticationFailures", "FatalErrors", "FatalErrors"].map(transformation));
    });

    describe("and the dashboard's queries", () => {
        it("count log-ins by user, those that were refused left out", async () => {
            const events = await platform.logged(async () => {
                await session(platform, "SELECT 1");
                await rotate(platform.local, "reader");
                await attempt(platform, { ...guest, password: "wrong" }, "28P01");
                await session(platform, "SELECT 2");
            });

            const rows = rowsOf(platform, "Log-ins by user", events);

            // The rotation logs in with the new password when it tests the version, and before it makes it current.
            assert.deepEqual(
                rows.map(({ login, logins }) => `${login?.replace(/_[ab]$/, "") ?? ""} ${logins ?? ""}`),
                ["guest 2", "reader 2", "clustermaster 1"],
            );
        });

        it("show slow statements, however they were sent, the slowest first", async () => {
            const events = await platform.logged(async () => {
                await platform.superuser.unsafe("SELECT pg_sleep(1.05)");
                await platform.superuser`SELECT pg_sleep(${1.25})`;
                await platform.superuser.unsafe("SELECT 'duration: 5 ms'");
            });

            const rows = rowsOf(platform, "Slow statements", events);

            const [slowest, other] = rows;
            assert.equal(rows.length, 2);
            assert.ok(Number(slowest?.ms) >= 1250 && Number(other?.ms) >= 1050 && Number(other?.ms) < 1250);
            assert.match(slowest?.["@message"] ?? "", / ms {2}execute \w+: SELECT pg_sleep\(\$1\)$/);
            assert.match(other?.["@message"] ?? "", / ms {2}statement: SELECT pg_sleep\(1\.05\)$/);
        });

        it("show the statements that define data, whole, and no other", async () => {
            const events = await platform.logged(async () => {
                await platform.superuser.unsafe("CREATE TABLE shown (\n    id integer)");
                // By the extended protocol, as most drivers send it.
                await platform.superuser`CREATE INDEX shown_id ON shown (id)`;
                await platform.superuser.unsafe("INSERT INTO shown VALUES (1)");
                await platform.superuser.unsafe("DROP TABLE shown");
            });

            const rows = rowsOf(platform, "Statements that define data", events);

            const statements = rows.map((row) =>
                row["@message"]?.replace(/^.*:LOG: {2}/, "").replace(/execute \w+/, "execute"),
            );
            assert.deepEqual(statements.sort(), [
                "execute: CREATE INDEX shown_id ON shown (id)",
                "statement: CREATE TABLE shown (\n\t    id integer)",
                "statement: DROP TABLE shown",
            ]);
        });

        it("show what the access function did to the schema", async () => {
            const { length } = platform.functionLog;
            await useAccess(platform);

            const events = platform.functionLog.slice(length).map((line) => line.replace(/^access: /, ""));
            const rows = rowsOf(platform, "Changes of the schema by the access function", events);

            assert.deepEqual(
                rows.map(({ ok, code, outcome }) => [ok, code, outcome]),
                [["true", "null", "done"]],
            );
            assert.match(rows[0]?.requestId ?? "", /^[0-9a-f-]{36}$/);
        });
    });
});

/** How often the stack's filters count these events, by metric. */
function countsOf({ local }: LoggingPlatform, events: readonly string[]): string {
    const counts = new Map<string, number>();
    for (const { inputs } of ofKind(local.program, "LogMetricFilter")) {
        const metric = String(toRecord(inputs.metricTransformation).name);
        const taken = events.filter((event) => filterTakes(String(inputs.pattern), event)).length;
        counts.set(metric, (counts.get(metric) ?? 0) + taken);
    }
    const counted = [...counts].filter(([, count]) => count > 0);
    return counted.map(([metric, count]) => `${count} ${metric}`).join() || nothing;
}

/** What the dashboard's table of this title shows of these events. */
function rowsOf({ local }: LoggingPlatform, title: string, events: readonly string[]) {
    const widget = dashboardWidgets(local.program).find(({ properties }) => toRecord(properties).title === title);
    return queryRows(String(toRecord(widget?.properties).query), events);
}
