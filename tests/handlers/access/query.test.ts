import assert from "node:assert/strict";
import { createQueryPlatform, type QueryPlatform } from "./queryPlatform";

describe("the result of a query", () => {
    let platform: QueryPlatform["platform"];
    let query: QueryPlatform["query"];
    let write: QueryPlatform["write"];

    before(async () => {
        ({ platform, query, write } = await createQueryPlatform("access_query"));
    });

    after(async () => {
        await platform.drop();
    });

    it("returns values in PostgreSQL's own text form, with the columns' names and types", async () => {
        const answer = await query({
            sql: `select 1.50::numeric as price, null as nothing, 'NaN'::float8 as x, 'infinity'::timestamptz as x,
                  9007199254740993::bigint as big, '{"a": 1}'::jsonb as j, array[1,2] as list, '1'::regrole as role`,
        });

        assert.deepEqual(answer, {
            ok: true,
            action: "query",
            columns: [
                { name: "price", type: "numeric" },
                { name: "nothing", type: "text" },
                { name: "x", type: "double precision" },
                { name: "x", type: "timestamp with time zone" },
                { name: "big", type: "bigint" },
                { name: "j", type: "jsonb" },
                { name: "list", type: "integer[]" },
                { name: "role", type: "4096" },
            ],
            rows: [["1.50", null, "NaN", "infinity", "9007199254740993", '{"a": 1}', "{1,2}", "1"]],
            rowCount: 1,
            command: "SELECT",
            truncated: false,
        });
    });

    it("returns the rows of SHOW and EXPLAIN, which report no count", async () => {
        const shown = await query({ sql: "show server_encoding" });
        const explained = await query({ sql: "explain (costs off) select 1 union all select 2", maxRows: 2 });

        assert.ok(shown.ok && shown.action === "query" && explained.ok && explained.action === "query");
        assert.deepEqual([shown.columns, shown.rows], [[{ name: "server_encoding", type: "text" }], [["UTF8"]]]);
        assert.deepEqual(explained.rows, [["Append"], ["  ->  Result"]]);
        assert.equal(explained.truncated, true);
    });

    const parameters: readonly (readonly [type: string, value: unknown, expected: string | null])[] = [
        ["int", 7, "7"],
        ["int", "7", "7"],
        ["numeric", 0.1, "0.1"],
        ["float8", "1e300", "1e+300"],
        ["float8", 1e-300, "1e-300"],
        ["bigint", Number.MIN_SAFE_INTEGER, "-9007199254740991"],
        ["bigint", "9007199254740993", "9007199254740993"],
        ["boolean", true, "t"],
        ["boolean", "true", "t"],
        ["boolean", false, "f"],
        ["text", 'it\'s \\ "ü"', 'it\'s \\ "ü"'],
        ["text", null, null],
        ["timestamp", "2026-01-02 03:04:05.123456", "2026-01-02 03:04:05.123456"],
        ["date", "infinity", "infinity"],
        ["jsonb", '{"a":"b"}', '{"a": "b"}'],
        ["json", '"text"', '"text"'],
        ["bytea", "\\x00ff", "\\x00ff"],
        ["int[]", "{1,NULL}", "{1,NULL}"],
    ];
    for (const [type, value, expected] of parameters) {
        it(`binds ${JSON.stringify(value)} as ${type}`, async () => {
            const answer = await query({ sql: `select $1::${type}`, parameters: [value] });

            assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [[expected]]);
        });
    }

    it("binds a parameter with the type that the server infers", async () => {
        const answer = await query({ sql: "select note from notes where id = $1", parameters: [7] });

        assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [["note 7"]]);
    });

    it("binds 32,767 parameters, the most that an event may have", async () => {
        const parameters = Array.from({ length: 32_767 }, (_, n) => n + 1);
        const values = parameters.map((n) => `($${n}::int)`).join(",");

        const answer = await query({ sql: `select sum(n) from (values ${values}) as v(n)`, parameters });

        assert.deepEqual(answer.ok && "rows" in answer && answer.rows, [[String((32_767 * 32_768) / 2)]]);
    });

    it("commits a write at the writer", async () => {
        const answer = await write("insert into notes values ($1, $2) returning id", 100, "new");
        const found = await query({ sql: "select note from notes where id = 100" });

        assert.ok(answer.ok && "rows" in answer);
        assert.deepEqual([answer.rows, answer.rowCount, answer.command], [[["100"]], 1, "INSERT"]);
        assert.deepEqual(found.ok && "rows" in found && found.rows, [["new"]]);
    });

    it("returns the command and the count of a statement without rows", async () => {
        const answer = await write("update notes set note = 'b' where id <= 3");

        assert.deepEqual(answer, {
            ok: true,
            action: "query",
            columns: [],
            rows: [],
            rowCount: 3,
            command: "UPDATE",
            truncated: false,
        });
    });
});
