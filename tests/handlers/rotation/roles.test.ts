import assert from "node:assert/strict";
import type postgres from "postgres";
import { textProperty } from "../../../handlers/shared/errors";
import { lambdaContext } from "../../harness/fakes";
import { connectTo, createPlatform, type Kind, type Platform, secretArns } from "../../harness/platform";
import { master } from "../../harness/postgres";

describe("the login roles", () => {
    let platform: Platform;
    const clients = new Map<Kind, postgres.Sql>();

    before(async () => {
        platform = await createPlatform("roles");
        await platform.rotateAll();
        const answer = await platform.access()({ action: "createSchema" }, lambdaContext());
        assert.equal(answer.ok, true);
        for (const kind of ["migration", "application", "reader"] as const) clients.set(kind, platform.login(kind));
    });

    after(async () => {
        await Promise.all([...clients.values()].map((client) => client.end({ timeout: 1 })));
        await platform.drop();
    });

    const insert = "insert into experiments (key, name) values (gen_random_uuid()::text, 'n')";
    const rights: readonly (readonly [Kind, string, string])[] = [
        ["reader", "select * from experiments", "allowed"],
        ["reader", insert, "42501"],
        ["reader", "update experiments set name = 'n'", "42501"],
        ["reader", "delete from experiments", "42501"],
        ["reader", "select nextval('experiments_id_seq')", "42501"],
        ["reader", "create table mine (id int)", "42501"],
        ["reader", "create temporary table mine (id int)", "42501"],
        ["reader", "create table public.mine (id int)", "42501"],
        ["reader", "set role experimentation_writer", "42501"],
        ["reader", "select passwd from pg_shadow", "42501"],
        ["application", insert, "allowed"],
        ["application", "update experiments set name = 'n'", "allowed"],
        ["application", "delete from experiments where key = 'none'", "allowed"],
        ["application", "create temporary table mine (id int)", "allowed"],
        ["application", "create table mine (id int)", "42501"],
        ["application", "truncate experiments", "42501"],
        ["application", "drop table inboxes", "42501"],
        ["application", "create schema mine", "42501"],
        ["application", "set role experimentation_owner", "42501"],
        ["migration", "create table mine (id int)", "allowed"],
        ["migration", "drop table inboxes", "allowed"],
        ["migration", "create table public.mine (id int)", "42501"],
        ["migration", "create role mine", "42501"],
        ["migration", "create extension hstore", "42501"],
    ];
    for (const [kind, statement, expected] of rights) {
        it(`${expected === "allowed" ? "let" : "do not let"} ${kind} run: ${statement}`, async () => {
            const client = clients.get(kind) ?? assert.fail();

            const result = await attempt(client, statement);

            assert.equal(result, expected);
        });
    }

    const limits: readonly (readonly [Kind, string, string, string])[] = [
        ["reader", "1min", "10", "4"],
        ["application", "30s", "20", "4"],
        ["migration", "15min", "2", "5"],
    ];
    for (const [kind, statementTimeout, connections, settingCount] of limits) {
        it(`give both ${kind} logins their limits`, async () => {
            const client = platform.login(kind);
            const [settings] = await client<Record<string, string>[]>`
                select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock,
                    current_setting('search_path') as path`;
            await client.end();
            const roles = await platform.superuser<Record<string, string>[]>`
                select rolname as name, rolconnlimit::text as connections, array_length(rolconfig, 1)::text as settings
                  from pg_roles where rolname like ${`${kind}\\_%`} order by 1`;

            assert.deepEqual({ ...settings }, { statement: statementTimeout, lock: "5s", path: "experimentation" });
            assert.deepEqual(
                roles.map((role) => ({ ...role })),
                ["a", "b"].map((letter) => ({ name: `${kind}_${letter}`, connections, settings: settingCount })),
            );
        });
    }

    it("can be changed by the master, also after a major upgrade from 15", async () => {
        const rows = await platform.superuser<{ name: string }[]>`
            select distinct roleid::regrole::text as name from pg_auth_members
             where member = 'clustermaster'::regrole and admin_option and roleid::regrole::text <> 'rds_superuser'
             order by 1`;

        assert.deepEqual(
            rows.map(({ name }) => name),
            [
                "application_a",
                "application_b",
                "experimentation_owner",
                "experimentation_reader",
                "experimentation_writer",
                "migration_a",
                "migration_b",
                "reader_a",
                "reader_b",
            ],
        );
    });

    it("and their groups are the only ones that can connect", async () => {
        const [row] = await platform.superuser<{ acl: string }[]>`
            select datacl::text as acl from pg_database where datname = 'roles'`;

        assert.equal(
            row?.acl,
            "{clustermaster=CTc/clustermaster,experimentation_owner=Tc/clustermaster," +
                "experimentation_writer=Tc/clustermaster,experimentation_reader=c/clustermaster}",
        );
    });

    it("are rotated without running a function of the schema's owner", async () => {
        const client = clients.get("migration") ?? assert.fail();
        // Matches an integer better than PostgreSQL's own function, which takes a bigint.
        const name = "experimentation.pg_advisory_xact_lock(integer)";
        await client.unsafe(`
            set role experimentation_owner;
            create table experimentation.trace (who text);
            create function ${name} returns void language sql
                as 'insert into experimentation.trace values (current_user)';
            reset role`);

        await platform.rotate("application");

        const trace = await platform.superuser`select who from experimentation.trace`;
        await client.unsafe(
            `set role experimentation_owner; drop function ${name}; drop table experimentation.trace; reset role`,
        );
        assert.deepEqual([...trace], []);
    });

    const deviations: readonly (readonly [title: string, change: string])[] = [
        ["the right to create roles", "alter role application_b createrole createdb"],
        ["an additional membership", "grant pg_monitor to application_b"],
        ["the ADMIN option on their group", "grant experimentation_writer to application_b with admin option"],
        ["an additional setting", "alter role application_b set work_mem = '1GB'"],
        ["an additional setting for the database", "alter role application_b in database roles set work_mem = '1GB'"],
        ["NOLOGIN and an expiry date", "alter role application_b nologin valid until '2000-01-01'"],
    ];
    for (const [title, change] of deviations) {
        it(`lose ${title} at the next rotation`, async () => {
            await platform.rotate("application");
            if (platform.vault.value(secretArns.application, "AWSCURRENT").username === "application_b") {
                await platform.rotate("application");
            }
            const before = await describeRole(platform, "application_b");
            await asMaster(platform, change);
            const changed = await describeRole(platform, "application_b");

            await platform.rotate("application");

            assert.notDeepEqual(changed, before);
            assert.deepEqual(await describeRole(platform, "application_b"), before);
        });
    }
});

/** Runs a statement and rolls it back. Returns "allowed", or the SQLSTATE of the refusal. */
async function attempt(client: postgres.Sql, statement: string): Promise<string | undefined> {
    await client.unsafe("begin");
    try {
        await client.unsafe(statement);
        return "allowed";
    } catch (error) {
        return textProperty(error, "code");
    } finally {
        await client.unsafe("rollback");
    }
}

/** Runs a statement as the master: from PostgreSQL 16 on, the master can revoke only what it granted itself. */
async function asMaster({ server, database }: Platform, statement: string): Promise<void> {
    const client = connectTo(server, database, master);
    await client.unsafe(statement);
    await client.end();
}

async function describeRole({ superuser }: Platform, name: string): Promise<Record<string, string | null>> {
    const [row] = await superuser<Record<string, string | null>[]>`
        select rolcanlogin::text, rolcreaterole::text, rolcreatedb::text, rolconnlimit::text, rolvaliduntil::text,
            (select string_agg(roleid::regrole::text || admin_option, ',') from pg_auth_members where member = r.oid) as groups,
            (select string_agg(setconfig::text || setdatabase, ',') from pg_db_role_setting where setrole = r.oid) as settings
          from pg_roles r where rolname = ${name}`;
    return { ...row };
}
