import assert from "node:assert/strict";
import type postgres from "postgres";
import { readAuroraFacts, readStandbyLag } from "../../../handlers/access/health/aurora";
import { textProperty } from "../../../handlers/shared/errors";
import { createPlatform, type Platform } from "../../harness/platform";

/** Stand-ins for Aurora's own functions, and for one that Aurora does not support. */
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

describe("the facts that only Aurora reports", () => {
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
        it(`come from the instance ${instance}`, async () => {
            await sql.unsafe(
                `begin read only; set local search_path = aurora; set local aurora.instance = ${instance}`,
            );

            const facts = await readAuroraFacts(sql);

            assert.deepEqual(facts, { version: "15.18.1", instance, replicaLagMs });
        });
    }

    it("are undefined on plain PostgreSQL, and the transaction continues", async () => {
        await sql.unsafe("begin read only");

        const facts = await readAuroraFacts(sql);
        const [row] = await sql<{ one: string }[]>`select '1' as one`;

        assert.equal(facts, undefined);
        assert.equal(row?.one, "1");
    });

    it("are not hidden by any other error: it reaches the caller", async () => {
        await sql.unsafe("begin read only; set local search_path = failing, aurora");

        const error: unknown = await readAuroraFacts(sql).catch((caught: unknown) => caught);

        assert.equal(textProperty(error, "code"), "22012");
    });

    it("contain no lag if the server does not support its function, and the transaction continues", async () => {
        await sql.unsafe("begin read only; set local search_path = aurora, pg_catalog");

        const lag = await readStandbyLag(sql);
        const [row] = await sql<{ one: string }[]>`select '1' as one`;

        assert.equal(lag, null);
        assert.equal(row?.one, "1");
    });
});
