import assert from "node:assert/strict";
import { lambdaContext } from "../../../harness/fakes";
import { createPlatform, type Platform } from "../../../harness/platform";
import { add, base, cases } from "./edgeCases";
import { extremeValues } from "./extremeValues";

describe("the questions, at the edge", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("access_questions_edge");
        await platform.rotateAll();
        assert.equal((await platform.access()({ action: "createSchema" }, lambdaContext())).ok, true);
        await platform.superuser.unsafe(base);
    });

    after(async () => {
        await platform.drop();
    });

    for (const [title, setup, sql, rows] of [...cases, ...extremeValues]) {
        it(title, async () => {
            const found: string[] = [];
            const undone = new Error("The case ends with a rollback.");

            await assert.rejects(
                platform.superuser.begin(async (session) => {
                    await session.unsafe("set local search_path to experimentation, pg_temp");
                    await session.unsafe(setup);
                    const result = await session.unsafe(sql);
                    found.push(...result.map((row) => Object.values(row).map(textOf).join(" ")));
                    throw undone;
                }),
                undone,
            );

            assert.deepEqual(found, rows);
        });
    }

    const refused: readonly (readonly [title: string, sql: string, column: string])[] = [
        ["an unknown experiment", "select * from conversions('nope', 'm')", "experiment"],
        ["no experiment", "select * from sample_ratio(null)", "experiment"],
        ["a confidence of 0", "select * from conversions('e', 'm', 0)", "confidence"],
        ["a confidence of 1", "select * from means('e', 'm', 1)", "confidence"],
        ["a confidence that is not a number", "select * from guard_rails('e', 'NaN')", "confidence"],
        ["no confidence", "select * from cuped('e', 'm', '1 day', null)", "confidence"],
    ];
    for (const [title, sql, column] of refused) {
        it(`refuse ${title}, and name the argument`, async () => {
            const answer = await platform.access()({ action: "query", sql }, lambdaContext());

            assert.ok(!answer.ok);
            const { code, sqlState, retryable, column: named } = answer.error;
            assert.deepEqual([code, sqlState, retryable, named], ["valueInvalid", "22023", false, column]);
        });
    }

    it("refuse a step of months, which differ in length", async () => {
        const asked = platform.superuser.begin(async (session) => {
            await session.unsafe(add("blue", 1, 1, 1));
            await session.unsafe("select * from experimentation.exposures_over_time('e', '1 month')");
        });

        await assert.rejects(asked, { code: "0A000" });
    });
});

/** A number to six decimals, because sums of floating-point numbers are rounded. Numeric arrives as text. */
function textOf(value: unknown): string {
    const number = typeof value === "string" ? Number(value) : value;
    return typeof number === "number" && Number.isFinite(number) ? String(Number(number.toFixed(6))) : String(value);
}
