import assert from "node:assert/strict";
import { createPlatform, type Platform } from "../../harness/platform";

describe("pg_stat_statements, which is welcome and not needed,", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("statistics");
    });

    beforeEach(async () => {
        platform.resetSecrets();
        platform.log.length = 0;
        await platform.superuser.unsafe("drop schema if exists monitoring cascade");
    });

    afterEach(async () => {
        await platform.dropRoles();
    });

    after(async () => {
        await platform.drop();
    });

    it("is made, and nothing is said of it", async () => {
        await platform.rotate("reader");

        const made = await platform.superuser`select from pg_extension where extname = 'pg_stat_statements'`;
        assert.deepEqual([made.length, platform.notes()], [1, []]);
    });

    const obstacles: readonly (readonly [string, string, string])[] = [
        ["a table has its name", "create table monitoring.pg_stat_statements (id int)", "42P07"],
        [
            "a function has the name of one of its own",
            "create function monitoring.pg_stat_statements_reset(oid, oid, bigint) returns void language sql as ''",
            "42723",
        ],
        ["a type has its name", "create type monitoring.pg_stat_statements as enum ()", "42710"],
    ];
    for (const [what, statement, sqlState] of obstacles) {
        it(`hinders no rotation where ${what}, and the log says so`, async () => {
            await platform.superuser.unsafe(
                `create schema monitoring; grant all on schema monitoring to clustermaster`,
            );
            await platform.superuser.unsafe(statement);

            await platform.rotate("reader");

            const client = platform.login("reader");
            const rows = await client`select`;
            await client.end();
            assert.deepEqual(
                [rows.length, platform.notes()],
                [1, [`No pg_stat_statements in schema monitoring: ${sqlState}`]],
            );
        });
    }
});
