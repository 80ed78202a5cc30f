import assert from "node:assert/strict";
import type { Platform } from "../../harness/platform";
import { useUnrotatedPlatform } from "./unrotatedPlatform";

describe("the extension pg_stat_statements", () => {
    let platform: Platform;

    useUnrotatedPlatform("statistics", (created) => {
        platform = created;
    });

    beforeEach(async () => {
        platform.log.length = 0;
        await platform.superuser.unsafe("drop schema if exists monitoring cascade");
    });

    it("is created by a rotation, which logs nothing about it", async () => {
        await platform.rotate("reader");

        const made = await platform.superuser`select from pg_extension where extname = 'pg_stat_statements'`;
        assert.deepEqual([made.length, platform.notes()], [1, []]);
    });

    const obstacles: readonly (readonly [title: string, statement: string, sqlState: string])[] = [
        ["a table has its name", "create table monitoring.pg_stat_statements (id int)", "42P07"],
        [
            "a function has the name of one of the extension's",
            "create function monitoring.pg_stat_statements_reset(oid, oid, bigint) returns void language sql as ''",
            "42723",
        ],
        ["a type has its name", "create type monitoring.pg_stat_statements as enum ()", "42710"],
    ];
    for (const [title, statement, sqlState] of obstacles) {
        it(`is skipped with an entry in the log if ${title}, and the rotation succeeds`, async () => {
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
