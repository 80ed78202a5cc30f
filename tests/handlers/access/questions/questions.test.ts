import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type postgres from "postgres";
import { projectFolder } from "../../../../offline/runProgram";
import { toRecord } from "../../../../offline/toRecord";
import { codeBlocks } from "../../../docs/markdown";
import { lambdaContext } from "../../../harness/fakes";
import { createPlatform, type Platform } from "../../../harness/platform";
import { assertClose, listOf } from "./assertClose";
import { generate } from "./generatedData";
import { psqlTable } from "./psqlTable";

/** What other implementations compute from the same data: see `expected.py`. */
const expected = toRecord(JSON.parse(readFileSync(join(__dirname, "expected.json"), "utf8")));

const conversions =
    "variant, units, conversions, rate, rate_low, rate_high, difference, difference_low, difference_high, lift, p_value";
const means =
    "variant, units, mean, variance, difference, difference_low, difference_high, degrees_of_freedom, p_value";
const sampleRatio = "variant, units, expected_units, chi_square, p_value";

describe("the questions of an experiment", () => {
    let platform: Platform;
    let reader: postgres.Sql;

    before(async () => {
        platform = await createPlatform("access_questions");
        await platform.rotateAll();
        assert.equal((await platform.access()({ action: "createSchema" }, lambdaContext())).ok, true);
        const application = platform.login("application");
        await generate(application);
        await application.end();
        reader = platform.login("reader");
    });

    after(async () => {
        await reader.end();
        await platform.drop();
    });

    const questions: readonly (readonly [name: string, sql: string])[] = [
        ["conversions", `select ${conversions} from conversions('checkout', 'purchase')`],
        ["conversions of all units", `select ${conversions} from conversions('checkout', 'clock', 0.9)`],
        ["means", `select ${means} from means('checkout', 'purchase')`],
        ["means of negative values", `select ${means} from means('checkout', 'balance', 0.8)`],
        ["means of large values", `select ${means} from means('checkout', 'clock', 0.99)`],
        [
            "cuped",
            `select variant, units, theta, mean, adjusted_mean, adjusted_variance, variance_reduction, difference,
                difference_low, difference_high, degrees_of_freedom, p_value from cuped('checkout', 'view', '7 days')`,
        ],
        ["guard_rails", "select metric, variant, p_non_inferior, p_worse, verdict from guard_rails('checkout')"],
        ["sample_ratio", `select ${sampleRatio} from sample_ratio('checkout')`],
        [
            "exposures_over_time",
            `select to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD'), variant, new_units, total_units
                from exposures_over_time('checkout')`,
        ],
    ];
    for (const [name, sql] of questions) {
        it(`${name}: the result is that of another implementation`, async () => {
            assertClose(await rowsOf(sql), expected[name]);
        });
    }

    it("cuped: an event at the time of the first exposure is not before it", async () => {
        const rows = await rowsOf("select pre_period_units from cuped('checkout', 'clock')");

        assert.deepEqual(rows, [["0"], ["0"], ["0"]]);
    });

    it("docs/questions.md shows the results", async () => {
        const document = readFileSync(join(projectFolder, "docs/questions.md"), "utf8");

        const tables: string[] = [];
        for (const sql of codeBlocks("sql", document)) tables.push(`${psqlTable(await reader.unsafe(sql))}\n`);

        assert.deepEqual(codeBlocks("text", document), tables);
    });

    it("sample_ratio after changes of the weights: each unit is expected by the weights of its assignment", async () => {
        await platform.superuser.unsafe(`
            delete from experimentation.variant_weights;
            insert into experimentation.variant_weights (variant_id, weight, since)
            select id, case when since = '2026-03-03 00:00+00' then w else weight end, since
            from experimentation.variants
            join (values ('control', 8000), ('express', 1000), ('one-page', 1000)) c (key, w) using (key),
                (values ('-infinity'::timestamptz), ('2026-03-03 00:00+00'), ('2026-03-04 00:00+00')) s (since)`);

        assertClose(
            await rowsOf(`select ${sampleRatio} from sample_ratio('checkout')`),
            expected["sample_ratio after changes"],
        );
    });

    it("the distributions have the values of other implementations, from the smallest probability on", async () => {
        const values = listOf(expected.distributions).map(listOf);
        const calls = values.map(([name, x, df]) => `${String(name)}('${String(x)}', '${String(df)}')`);

        const found = await reader.unsafe<{ found: number }[]>(`select unnest(array[${calls.join()}]) as found`);

        assertClose(
            values.map((value, index) => [...value.slice(0, 3), found[index]?.found]),
            values,
        );
    });

    it("the distributions have a probability, or none, for the largest and the smallest arguments", async () => {
        const extremes = ["NaN", "Infinity", "1e308", "1e100", "1e20", "1e15", "1", "0.5", "1e-100", "5e-324", "0"];
        const signed = [...extremes, ...extremes.slice(1, -1).map((text) => `-${text}`)].map((text) => `('${text}')`);

        const rows = await rowsOf(`
            with x (v) as (select column1::double precision from (values ${signed.join()}) as texts)
            select count(*) as calls, count(*) filter (where p between 0 and 1 or p = 'NaN') as answers
            from x, x as df (v), unnest(array[student_cdf(x.v, df.v), chi_square_tail(x.v, df.v)]) as p
            union all
            select count(*), count(*) filter (where t between -1e100 and 1e100 or t = 'NaN')
            from x as p, x as df (v), student_quantile(p.v, df.v) as t`);

        assert.deepEqual(rows, [
            ["800", "800"],
            ["400", "400"],
        ]);
    });

    async function rowsOf(sql: string): Promise<unknown[][]> {
        const rows = await reader.unsafe(sql);
        return rows.map((row) => Object.values<unknown>(row).filter((value) => value !== null));
    }
});
