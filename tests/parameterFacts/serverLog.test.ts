import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import type postgres from "postgres";
import { parameterFacts } from "../../parameterFacts";
import { ruledParameters } from "../../settings/ruledParameters";
import { sharedPostgres } from "../harness/postgres";

/** What of a statement the log contains with each parameter at the value that makes it log most. */
type Written = Readonly<Record<string, readonly string[]>>;

// `versions.slow.ts` repeats these tests on every other major version.
describe("the values of a statement in the server's log", () => {
    let sql: postgres.Sql;
    let written: Written;

    before(async () => {
        const server = await sharedPostgres();
        sql = server.connectAsSuperuser();
        // As the program sets it. Otherwise a statement that is logged has its bind values beside it.
        await sql`set log_parameter_max_length = 0`;
        const rows = await sql<{ name: string; value: string }[]>`
            select lower(name) as name, setting as value from pg_settings
            where context in ('user', 'superuser') and lower(name) in ${sql([...parameterFacts.keys()])}`;
        const start = (await readFile(server.logFile)).length;
        const tried = rows.filter(({ name }) => loudest(name) !== undefined);
        for (const { name, value } of tried) {
            await sql.unsafe(`set ${name} = '${loudest(name)}'`);
            // With a parameter, the driver uses the extended protocol.
            await sql.unsafe(`select $1::text, '${literalOf(name)}'`, [boundOf(name)]);
            await sql.unsafe(`set ${name} = '${value}'`);
        }
        // Trees of statements contain a text as the decimal numbers of its bytes, and break lines within one.
        const log = (await readFile(server.logFile)).subarray(start).toString().replace(/\s/g, "");
        const isIn = (text: string): boolean => log.includes(text) || log.includes(Buffer.from(text).join(""));
        written = Object.fromEntries(
            tried.map(({ name }) => [
                name,
                [...(isIn(boundOf(name)) ? ["bind value"] : []), ...(isIn(literalOf(name)) ? ["literal"] : [])],
            ]),
        );
    });

    after(async () => {
        await sql.end();
    });

    it("are written by no parameter that can be configured", () => {
        const writing = Object.entries(written).filter(
            ([name, values]) => values.length > 0 && !ruledParameters.has(name),
        );

        assert.deepEqual(writing, []);
        assert.ok(Object.keys(written).length >= 50);
    });

    it("include the bind value with debug_print_plan, in the form of its bytes", () => {
        assert.deepEqual(written.debug_print_plan, ["bind value", "literal"]);
        assert.deepEqual(written.debug_print_parse, ["literal"]);
    });

    it("include the literal of a fast statement with a sample or with statistics", () => {
        const sampling = ["log_min_duration_sample", "log_transaction_sample_rate", "log_executor_stats"];

        assert.deepEqual(
            sampling.map((name) => written[name]),
            sampling.map(() => ["literal"]),
        );
    });
});

const boundOf = (name: string): string => `bind:${name};`;
const literalOf = (name: string): string => `literal:${name};`;

/** The value with which a parameter logs most. Undefined if it logs nothing. */
function loudest(name: string): string | undefined {
    const { type, values } = parameterFacts.get(name) ?? {};
    if (type === "bool") return "1";
    if (!name.startsWith("log_")) return undefined;
    if (type === "enum") return values?.at(-1);
    return name.startsWith("log_parameter_") ? "-1" : type === "real" ? "1" : "0";
}
