import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { newerSettings, pinnedSettings } from "../../../handlers/shared/database/pinnedSettings";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** What each pinned setting is set to by somebody who means harm. */
const hostile: Readonly<Record<string, string>> = {
    application_name: "somebody",
    array_nulls: "off",
    backslash_quote: "off",
    bytea_output: "escape",
    check_function_bodies: "off",
    client_connection_check_interval: "0",
    client_encoding: "LATIN1",
    client_min_messages: "debug5",
    datestyle: "SQL, DMY",
    debug_print_parse: "on",
    debug_print_plan: "on",
    debug_print_rewritten: "on",
    default_table_access_method: "nothing",
    default_tablespace: "pg_global",
    default_text_search_config: "pg_catalog.english",
    default_transaction_deferrable: "on",
    default_transaction_isolation: "serializable",
    default_transaction_read_only: "on",
    exit_on_error: "on",
    extra_float_digits: "-5",
    gin_fuzzy_search_limit: "1",
    idle_in_transaction_session_timeout: "1ms",
    idle_session_timeout: "1ms",
    intervalstyle: "iso_8601",
    lc_monetary: "POSIX",
    lc_numeric: "POSIX",
    lc_time: "POSIX",
    local_preload_libraries: "nothing",
    lock_timeout: "1ms",
    log_parameter_max_length_on_error: "-1",
    "plpgsql.check_asserts": "off",
    "plpgsql.extra_errors": "all",
    quote_all_identifiers: "on",
    restrict_nonsystem_relation_kind: "view",
    role: "experimentation_reader",
    row_security: "off",
    search_path: "pg_temp",
    standard_conforming_strings: "off",
    statement_timeout: "1ms",
    stats_fetch_consistency: "none",
    synchronous_commit: "off",
    tcp_keepalives_count: "1",
    tcp_keepalives_idle: "1",
    tcp_keepalives_interval: "1",
    tcp_user_timeout: "1",
    temp_tablespaces: "pg_global",
    timezone: "Asia/Kathmandu",
    timezone_abbreviations: "India",
    transform_null_equals: "on",
    xmlbinary: "hex",
    xmloption: "document",
};

/** What sessions set beside the list that they share. */
const setBySession: Readonly<Record<string, string>> = {
    application_name: "experimentation-access-test",
    client_encoding: "UTF8",
    lock_timeout: "5000",
    search_path: "experimentation",
};

/** How the server shows what it is sent in other words. Times are in milliseconds. */
const shownOtherwise: Readonly<Record<string, string>> = {
    client_connection_check_interval: "250",
    datestyle: "ISO, MDY",
    idle_in_transaction_session_timeout: "5000",
};

/** What any login may change and no session pins, by the reason. */
const left: readonly (readonly [string, RegExp])[] = [
    [
        "it makes a statement slower or faster only, or changes the order of rows that nobody asked for",
        /^(enable_|cpu_|jit|geqo|max_parallel|min_parallel|parallel_|(seq|random)_page_cost$|constraint_exclusion$|cursor_tuple_fraction$|(from|join)_collapse_limit$|plan_cache_mode$|(force_parallel_mode|debug_parallel_query)$|recursive_worktable_factor$|default_statistics_target$|synchronize_seqscans$)/,
    ],
    [
        "it is about memory, reading and writing ahead: for the cluster's parameters to say",
        /^(backend_flush_after|commit_siblings|default_toast_compression|effective_(cache_size|io_concurrency)|file_copy_method|gin_pending_list_limit|hash_mem_multiplier|io_combine_limit|logical_decoding_work_mem|maintenance_(io_concurrency|work_mem)|temp_buffers|wal_skip_threshold|work_mem)$/,
    ],
    ["it is about VACUUM, which no transaction runs", /^vacuum_/],
    ["it is about replication, which no login may do", /^(wal_sender_timeout|debug_logical_replication_streaming)$/],
    [
        "it hashes passwords in clear, which the functions never send",
        /^(password_encryption|scram_iterations|md5_password_warnings)$/,
    ],
    [
        "it warns, and sessions get no warnings",
        /^(escape_string_warning|plpgsql\.(extra_warnings|print_strict_params)|icu_validation_level)$/,
    ],
    ["it logs no value", /^(debug_pretty_print|trace_notify|trace_sort)$/],
    ["each transaction sets it anew", /^transaction_(deferrable|isolation|read_only)$/],
    ["only roles that make roles can mean it", /^createrole_self_grant$/],
];

const probe = `select 0.1::float8 + 0.2::float8, '\\x00ff'::bytea, date '2026-03-02', timestamptz '2026-03-02 03:04:05Z',
    interval '1 day 02:03:04', '{NULL}'::text[], null = null, 'a\\b', to_char(1234.5, '9G999D9'), 12.5::money,
    current_user = session_user, (select count(*) from shown), current_setting('transaction_isolation')`;

/** The value of each setting that RESET gives: a transaction has a time-out of its own. */
const valuesOf = (names: readonly string[]): string => `
    select name, coalesce((select reset_val from pg_settings s where lower(s.name) = n.name), current_setting(name))
    from unnest('{${names.join(",")}}'::text[]) as n(name)`;

const right = [
    "0.30000000000000004",
    "\\x00ff",
    "2026-03-02",
    "2026-03-02 03:04:05+00",
    "1 day 02:03:04",
    "{NULL}",
    null,
    "a\\b",
    " 1,234.5",
    "$12.50",
    "t",
    "1",
    "read committed",
];

describe("settings that a login or a database holds", () => {
    let platform: Platform;
    const usual = { ...pinnedSettings, ...newerSettings, ...setBySession };
    const names = Object.keys(usual).filter((name) => name !== "transaction_timeout");

    const freshAnswer = async (event: object): Promise<Answer> => {
        const access = platform.access();
        const answer = await access(event, lambdaContext());
        await access.close();
        return answer;
    };
    const reset = async (): Promise<void> => {
        for (const login of ["reader_a", "application_a", "migration_a"]) {
            await platform.superuser.unsafe(`alter role ${login} reset all`);
        }
        await platform.superuser.unsafe(`alter database ${platform.database} reset all`);
    };
    /** Checks nothing: a value that cannot be right is as hostile as one that can. */
    const set = async (target: string, settings: readonly string[]): Promise<void> => {
        for (const name of settings) {
            // A list is more than one value only without quotes.
            const value = name === "datestyle" ? hostile[name] : `'${hostile[name]}'`;
            await platform.superuser.unsafe(`alter ${target} set ${name} = ${value}`);
        }
    };

    before(async () => {
        platform = await createPlatform("hostile_settings");
        await platform.rotateAll();
        assert.equal((await freshAnswer({ action: "createSchema" })).ok, true);
        await platform.superuser.unsafe(`
            create view experimentation.shown as select 1;
            grant select on experimentation.shown to experimentation_reader, experimentation_writer`);
    });

    afterEach(reset);

    after(async () => {
        await platform.drop();
    });

    it("are each pinned, or left for a reason", async () => {
        // PL/pgSQL's are known once it is loaded.
        await platform.superuser.unsafe("do $$ begin end $$");
        const rows = await platform.superuser<{ name: string }[]>`
            select lower(name) as name from pg_settings where context = 'user'`;

        const decided = (name: string): number =>
            Number(name in usual) + left.filter(([, names]) => names.test(name)).length;

        assert.deepEqual(
            rows.filter(({ name }) => decided(name) !== 1).map(({ name }) => name),
            [],
        );
        assert.deepEqual(
            names.filter((name) => !(name in hostile)),
            [],
        );
    });

    for (const [what, targetOf] of Object.entries({
        role: (login: string) => `role ${login}`,
        database: () => "database hostile_settings",
    })) {
        it(`on the ${what} change none of the values that sessions pin`, async () => {
            await set(targetOf("reader_a"), names);

            const answer = await freshAnswer({ action: "query", sql: valuesOf(names) });

            assert.ok(answer.ok && answer.action === "query", JSON.stringify(answer));
            const { transaction_timeout, ...expected } = { ...usual, ...shownOtherwise };
            assert.deepEqual(Object.fromEntries(answer.rows), expected);
            // PostgreSQL 15 does not know it.
            assert.equal(transaction_timeout, "0");
        });

        it(`on the ${what} change nothing together, and outlive no invocation`, async () => {
            for (const login of ["reader_a", "application_a"]) await set(targetOf(login), names);
            const access = platform.access();
            const ask = (sql: string): Promise<Answer> =>
                access({ action: "query", sql, target: "writer" }, lambdaContext());

            const changed = await ask("set extra_float_digits = '-15'");
            const answers = [await ask(probe), await access({ action: "healthCheck" }, lambdaContext())];

            assert.deepEqual([changed.ok, answers.map(({ ok }) => ok)], [true, [true, true]]);
            const [written] = answers;
            assert.deepEqual(written?.ok === true && written.action === "query" && written.rows, [right]);
        });

        it(`on the ${what} keep neither migrations nor rotations from their work`, async () => {
            await set(targetOf("migration_a"), names);

            const created = await freshAnswer({ action: "createSchema" });
            await platform.rotate("migration");

            assert.equal(created.ok, true, JSON.stringify(created));
            // The login that the rotation made current is another one.
            await platform.rotate("migration");
        });
    }

    it("let createSchema work where the login's role is the owner", async () => {
        await platform.superuser.unsafe("alter role migration_a set role = experimentation_owner");
        await platform.superuser.unsafe(
            "drop schema experimentation cascade; create schema experimentation authorization experimentation_owner",
        );

        const created = await freshAnswer({ action: "createSchema" });

        const owners = await platform.superuser<{ owner: string }[]>`
            select distinct tableowner as owner from pg_tables where schemaname = 'experimentation'`;
        assert.deepEqual([created.ok, owners.map(({ owner }) => owner)], [true, ["experimentation_owner"]]);
    });
});
