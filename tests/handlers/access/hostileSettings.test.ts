import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import { newerSettings, pinnedSettings } from "../../../handlers/shared/database/pinnedSettings";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";
import { hostileValues } from "./hostileValues";

/** Settings that sessions pin in addition to the shared list. */
const setBySession: Readonly<Record<string, string>> = {
    application_name: "experimentation-access-test",
    client_encoding: "UTF8",
    lock_timeout: "5000",
    search_path: "experimentation",
};

/** Settings whose value the server shows in another form. Times are in milliseconds. */
const shownOtherwise: Readonly<Record<string, string>> = {
    client_connection_check_interval: "250",
    datestyle: "ISO, MDY",
    idle_in_transaction_session_timeout: "5000",
};

/** Settings that any login can change and no session pins, with the reason. */
const left: readonly (readonly [string, RegExp])[] = [
    [
        "it changes only the speed of a statement, or the order of rows without ORDER BY",
        /^(enable_|cpu_|jit|geqo|max_parallel|min_parallel|parallel_|(seq|random)_page_cost$|constraint_exclusion$|cursor_tuple_fraction$|(from|join)_collapse_limit$|plan_cache_mode$|(force_parallel_mode|debug_parallel_query)$|recursive_worktable_factor$|default_statistics_target$|synchronize_seqscans$)/,
    ],
    [
        "it controls memory and read-ahead, which the cluster's parameters set",
        /^(backend_flush_after|commit_siblings|default_toast_compression|effective_(cache_size|io_concurrency)|file_copy_method|gin_pending_list_limit|hash_mem_multiplier|io_combine_limit|logical_decoding_work_mem|maintenance_(io_concurrency|work_mem)|temp_buffers|wal_skip_threshold|work_mem)$/,
    ],
    ["it controls VACUUM, which cannot run in a transaction", /^vacuum_/],
    [
        "it controls replication, for which no login has the right",
        /^(wal_sender_timeout|debug_logical_replication_streaming)$/,
    ],
    [
        "it controls the hashing of clear passwords, which the functions never send",
        /^(password_encryption|scram_iterations|md5_password_warnings)$/,
    ],
    [
        "it controls warnings, which sessions suppress",
        /^(escape_string_warning|plpgsql\.(extra_warnings|print_strict_params)|icu_validation_level)$/,
    ],
    ["it logs no value", /^(debug_pretty_print|trace_notify|trace_sort)$/],
    ["each transaction sets it again", /^transaction_(deferrable|isolation|read_only)$/],
    ["it affects only roles that create roles", /^createrole_self_grant$/],
];

const probe = `select 0.1::float8 + 0.2::float8, '\\x00ff'::bytea, date '2026-03-02', timestamptz '2026-03-02 03:04:05Z',
    interval '1 day 02:03:04', '{NULL}'::text[], null = null, 'a\\b', to_char(1234.5, '9G999D9'), 12.5::money,
    current_user = session_user, (select count(*) from shown), current_setting('transaction_isolation')`;

/** The value of each setting after RESET, because a transaction has its own time-out. */
const valuesOf = (names: readonly string[]): string => `
    select name, coalesce((select reset_val from pg_settings s where lower(s.name) = n.name), current_setting(name))
    from unnest('{${names.join(",")}}'::text[]) as n(name)`;

const expectedProbe = [
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

describe("settings that are stored on a login or a database", () => {
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
    /** Stores the hostile values. Some of them are invalid. */
    const set = async (target: string, settings: readonly string[]): Promise<void> => {
        for (const name of settings) {
            // PostgreSQL reads a quoted list as one value.
            const value = name === "datestyle" ? hostileValues[name] : `'${hostileValues[name]}'`;
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

    it("are each pinned, or left out for a reason", async () => {
        // The server lists PL/pgSQL's settings once it is loaded.
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
            names.filter((name) => !(name in hostileValues)),
            [],
        );
    });

    for (const [what, targetOf] of Object.entries({
        role: (login: string) => `role ${login}`,
        database: () => "database hostile_settings",
    })) {
        it(`on the ${what} change none of the pinned values`, async () => {
            await set(targetOf("reader_a"), names);

            const answer = await freshAnswer({ action: "query", sql: valuesOf(names) });

            assert.ok(answer.ok && answer.action === "query", JSON.stringify(answer));
            const { transaction_timeout, ...expected } = { ...usual, ...shownOtherwise };
            assert.deepEqual(Object.fromEntries(answer.rows), expected);
            // PostgreSQL 15 does not have this setting.
            assert.equal(transaction_timeout, "0");
        });

        it(`on the ${what} change no result, nor does a setting of an earlier statement`, async () => {
            for (const login of ["reader_a", "application_a"]) await set(targetOf(login), names);
            const access = platform.access();
            const ask = (sql: string): Promise<Answer> =>
                access({ action: "query", sql, target: "writer" }, lambdaContext());

            const changed = await ask("set extra_float_digits = '-15'");
            const answers = [await ask(probe), await access({ action: "healthCheck" }, lambdaContext())];

            assert.deepEqual([changed.ok, answers.map(({ ok }) => ok)], [true, [true, true]]);
            const [written] = answers;
            assert.deepEqual(written?.ok === true && written.action === "query" && written.rows, [expectedProbe]);
        });

        it(`on the ${what} stop neither migrations nor rotations`, async () => {
            await set(targetOf("migration_a"), names);

            const created = await freshAnswer({ action: "createSchema" });
            await platform.rotate("migration");

            assert.equal(created.ok, true, JSON.stringify(created));
            // The rotation has switched to the other login.
            await platform.rotate("migration");
        });
    }

    it("do not stop createSchema if the login's role setting is the owner role", async () => {
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
