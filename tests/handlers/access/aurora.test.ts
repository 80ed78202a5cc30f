import assert from "node:assert/strict";
import type postgres from "postgres";
import { readAuroraFacts, readStandbyLag } from "../../../handlers/access/health/aurora";
import { textProperty } from "../../../handlers/shared/errors";
import { createPlatform, type Platform } from "../../harness/platform";

/** Functions that answer as Aurora's do: those that it adds, and one that it does not support. */
const auroraFunctions = `
    create schema aurora;
    create function aurora.aurora_version() returns text language sql as $$ select '15.18.1' $$;
    create function aurora.aurora_db_instance_identifier() returns text language sql
        as $$ select current_setting('aurora.instance') $$;
    create function aurora.aurora_replica_status()
        returns table (server_id text, session_id text, replica_lag_in_msec float8) language sql
        as $$ values ('one', 'MASTER_SESSION_ID', null::float8), ('two', 'b5c8', 18.5) $$;
    create function aurora.pg_last_wal_receive_lsn() returns pg_lsn language plpgsql as $$ begin
        raise 'Function pg_last_wal_receive_lsn() is currently not supported for Aurora' using errcode = '0A000'; end $$;
    create function aurora.pg_is_in_recovery() returns boolean language sql as $$ select true $$;
    create schema failing;
    create function failing.aurora_version() returns text language sql as $$ select (1 / 0)::text $$`;

describe("what only Aurora can say", () => {
    let platform: Platform;
    let sql: postgres.Sql;

    before(async () => {
        platform = await createPlatform("access_aurora");
        sql = platform.superuser;
        await sql.unsafe(auroraFunctions);
    });

    after(async () => {
        await platform.drop();
    });

    afterEach(async () => {
        await sql.unsafe("rollback");
    });

    const instances: readonly (readonly [string, number | null])[] = [
        ["one", null],
        ["two", 18.5],
    ];
    for (const [instance, replicaLagMs] of instances) {
        it(`is read from the instance ${instance}`, async () => {
            await sql.unsafe(
                `begin read only; set local search_path = aurora; set local aurora.instance = ${instance}`,
            );

            const facts = await readAuroraFacts(sql);

            assert.deepEqual(facts, { version: "15.18.1", instance, replicaLagMs });
        });
    }

    it("is undefined on a plain PostgreSQL, and the transaction goes on", async () => {
        await sql.unsafe("begin read only");

        const facts = await readAuroraFacts(sql);
        const [row] = await sql<{ one: string }[]>`select '1' as one`;

        assert.equal(facts, undefined);
        assert.equal(row?.one, "1");
    });

    it("leaves any other failure to the caller", async () => {
        await sql.unsafe("begin read only; set local search_path = failing, aurora");

        const error: unknown = await readAuroraFacts(sql).catch((caught: unknown) => caught);

        assert.equal(textProperty(error, "code"), "22012");
    });

    it("has no lag where the server does not support the question, and the transaction goes on", async () => {
        await sql.unsafe("begin read only; set local search_path = aurora, pg_catalog");

        const lag = await readStandbyLag(sql);
        const [row] = await sql<{ one: string }[]>`select '1' as one`;

        assert.equal(lag, null);
        assert.equal(row?.one, "1");
    });
});
