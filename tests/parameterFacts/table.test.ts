import assert from "node:assert/strict";
import { type ParameterFacts, parameterFacts } from "../../parameterFacts";
import { sharedPostgres } from "../harness/postgres";

/** A parameter of the server, from `pg_settings`. */
interface Described {
    readonly context: string;
    readonly type: string;
    readonly unit: string | null;
    readonly min: number | null;
    readonly max: number | null;
    readonly values: string;
    readonly default: string | null;
}

/** Parameters that plain PostgreSQL does not have. */
const isElsewhere = /^(cron|pgaudit|pg_hint_plan|rds)\./;

/** Parameters whose default AWS's list changes. */
const changedDefaults = [
    "autovacuum_analyze_scale_factor",
    "autovacuum_naptime",
    "autovacuum_vacuum_cost_delay",
    "autovacuum_vacuum_scale_factor",
    "hot_standby_feedback",
    "idle_in_transaction_session_timeout",
    "log_autovacuum_min_duration",
    "maintenance_io_concurrency",
    "max_replication_slots",
    "max_stack_depth",
    "max_standby_streaming_delay",
    "shared_preload_libraries",
    "timezone",
    "track_activity_query_size",
    "track_functions",
    "track_io_timing",
    "vacuum_cost_page_miss",
    "vacuum_failsafe_age",
    "vacuum_multixact_failsafe_age",
    "wal_receiver_timeout",
];

/** `pg_settings` shows the largest number with few digits, so it is less than `Number.MAX_VALUE`. */
const largest = 1.7e308;

// `versions.slow.ts` repeats these tests on every other major version.
describe("the table of cluster parameters agrees with the server", () => {
    let major: number;
    let described: ReadonlyMap<string, Described>;

    before(async () => {
        const server = await sharedPostgres();
        const sql = server.connectAsSuperuser();
        const rows = await sql<(Described & { readonly name: string; readonly version: number })[]>`
            select lower(name) as name, context, vartype as type, unit, min_val::float8 as min, max_val::float8 as max,
                   array_to_string(enumvals, ';') as values, boot_val as "default",
                   current_setting('server_version_num')::int as version
              from pg_settings`;
        await sql.end();
        major = Math.floor((rows[0]?.version ?? 0) / 10_000);
        described = new Map(rows.map(({ name, ...facts }) => [name, facts]));
    });

    /** The names of the parameters whose facts disagree with the server's. */
    function disagreeing(agrees: (facts: ParameterFacts, server: Described, name: string) => boolean): string[] {
        return [...parameterFacts].flatMap(([name, facts]) => {
            const server = described.get(name);
            return server === undefined || agrees(facts, server, name) ? [] : [name];
        });
    }

    it("in the versions that have a parameter", () => {
        const wrong = [...parameterFacts].filter(
            ([name, { since = 15, until = 18 }]) =>
                !isElsewhere.test(name) && described.has(name) !== (since <= major && major <= until),
        );

        assert.deepEqual(wrong, []);
    });

    it("in type and unit", () => {
        const wrong = disagreeing(
            (facts, server) => facts.type === server.type && (facts.unit ?? null) === server.unit,
        );

        // From 18 on a list of aspects, of which the program's value "1" is still one.
        assert.deepEqual(wrong, major >= 18 ? ["log_connections"] : []);
    });

    it("in range and values: it accepts nothing that the server refuses", () => {
        const wrong = disagreeing(
            ({ min = -Infinity, max = Infinity, values = [] }, server) =>
                min >= (server.min ?? -Infinity) &&
                Math.min(max, largest) <= (server.max ?? Infinity) &&
                values.every((value) => server.values.split(";").includes(value)),
        );

        assert.deepEqual(wrong, []);
    });

    it("in the parameters that wait for a restart", () => {
        const wrong = disagreeing(
            (facts, { context }) =>
                (facts.static === true || major <= (facts.staticUntil ?? 0)) === (context === "postmaster"),
        );

        assert.deepEqual(wrong, []);
    });

    it("in the defaults that Aurora does not change", () => {
        const wrong = disagreeing(({ type, default: known }, server) => {
            const own = typeof known === "object" ? known[major] : known;
            const boot = type === "bool" ? (server.default === "on" ? "1" : "0") : server.default;
            return own === undefined || own === boot || (own !== "" && Number(own) === Number(boot));
        });

        assert.deepEqual(
            wrong.filter((name) => !changedDefaults.includes(name)),
            [],
        );
    });
});
