import assert from "node:assert/strict";
import type { AccessHandler } from "../../../handlers/access/handler";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

describe("the position of an error", () => {
    let platform: Platform;
    let access: AccessHandler;

    before(async () => {
        platform = await createPlatform("access_position");
        await platform.rotateAll();
        access = platform.access();
        await platform.superuser.unsafe(`
            create function experimentation.broken() returns int language plpgsql as 'begin execute ''selec 1''; return 1; end';
            create function experimentation.wrong() returns int language plpgsql as 'begin return (select n from nowhere); end'`);
    });

    after(async () => {
        await platform.drop();
    });

    /** The text at a position of the statement. */
    const at = (sql: string, position: number, length: number): string =>
        Array.from(sql)
            .slice(position - 1, position - 1 + length)
            .join("");

    const mistakes: readonly (readonly [what: string, sql: string, place: string, ...parameters: unknown[]])[] = [
        ["a syntax error", "selec 1", "selec"],
        ["the last of 80 lines", `select ${"1,\n".repeat(79)}nothing`, "nothing"],
        ["a text with characters beyond U+FFFF", "select '😀ü', nothing", "nothing"],
        ["comments and empty statements before it", "; /* x */ -- y\n  select nothing", "nothing"],
        ["a missing table", "select * from nowhere", "nowhere"],
        ["a value", "select 'joe'::int", "'joe'"],
        ["a function's arguments", "select lower(1, 2)", "lower"],
        ["a statement with parameters", "select $1::text, nothing", "nothing", "x"],
    ];
    for (const [what, sql, place, ...parameters] of mistakes) {
        it(`refers to the caller's own text: ${what}`, async () => {
            const answer = await access({ action: "query", sql, parameters, target: "writer" }, lambdaContext());

            assert.ok(!answer.ok && answer.error.position !== undefined, JSON.stringify(answer));
            assert.equal(at(sql, answer.error.position, place.length), place);
        });
    }

    const without: readonly (readonly [what: string, sql: string, sqlState: string, ...parameters: unknown[]])[] = [
        ["the text of a function", "select experimentation.broken()", "42601"],
        ["a statement of a function", "select experimentation.wrong()", "42P01"],
        ["a dynamic statement", "do $$ begin execute 'selec 1'; end $$", "42601"],
        ["a parameter's value", "select $1::int", "22P02", "joe"],
        ["a row", "select 1 / (n - 1) from generate_series(1, 3) n", "22012"],
    ];
    for (const [what, sql, sqlState, ...parameters] of without) {
        it(`is left out if the error is in ${what}`, async () => {
            const answer = await access({ action: "query", sql, parameters, target: "writer" }, lambdaContext());

            assert.ok(!answer.ok, JSON.stringify(answer));
            assert.deepEqual([answer.error.sqlState, "position" in answer.error], [sqlState, false]);
        });
    }

    it("is left out if the error is in a migration", async () => {
        await platform.superuser.unsafe("create view experimentation.experiments as select 1");

        const answer = await access({ action: "createSchema" }, lambdaContext());

        assert.ok(!answer.ok);
        assert.deepEqual([answer.error.sqlState, "position" in answer.error], ["42P07", false]);
    });
});
