import { deepEqual, equal } from "node:assert/strict";
import { decimals, pValue, signed } from "../../../../tools/local/report/numbers";
import { questionSections } from "../../../../tools/local/report/questions";
import type { Answered, Questions } from "../../../../tools/local/tour/questions";

/** An answer of the access function, from a table as psql prints it. */
function answered(sql: string, text: string): Answered {
    const [names = [], ...rows] = text
        .trim()
        .split("\n")
        .map((line) => line.split("|").map((cell) => cell.trim()));
    const answer = {
        columns: names.map((name) => ({ name })),
        rows: rows.map((row) => row.map((cell) => (cell === "" ? null : cell))),
    };
    return { sql, answer };
}

const questions: Questions = {
    conversions: answered(
        "select 1",
        `variant | units | conversions | rate | rate_low | rate_high | difference | difference_low | difference_high | p_value
         control |    10 |           2 |  0.2 |   0.0567 |    0.5098 |            |                |                 |
         green   |    10 |           1 |  0.1 |   0.0179 |    0.4041 |       -0.1 |        -0.4197 |          0.2354 | 0.53125
         unseen  |     0 |           0 |      |          |           |            |                |                 |`,
    ),
    means: answered(
        "select 2",
        `variant | units | mean | difference | difference_low | difference_high | p_value
         control |    10 | 1.25 |            |                |                 |
         green   |    10 | 3.75 |        2.5 |           -0.5 |             5.5 | 0.09321`,
    ),
    cuped: answered(
        "select 3",
        `variant | units | mean | adjusted_mean | difference | difference_low | difference_high | p_value | variance_reduction
         control |    10 | 1.25 |          1.75 |            |                |                 |         | 0.5
         green   |    10 | 3.75 |          3.25 |        1.5 |            0.5 |             2.5 | 1.23e-7 | 0.512`,
    ),
    guardRails: answered(
        "select 5",
        `metric  | variant | worse_when | margin | change | verdict
         minutes | green   | lower      |   0.05 | 0.0571 | non-inferior`,
    ),
    exposures: answered(
        "select 6",
        `starts_at              | variant | new_units | total_units
         2026-11-27 16:05:01+00 | green   |        10 |          10`,
    ),
    sampleRatio: answered(
        "select 4",
        `variant | weight | units | expected_units | p_value
         control |   5000 |    10 |             10 |       1
         green   |   5000 |    10 |             10 |       1`,
    ),
};

describe("the questions in the report of npm start", () => {
    it("show the statement, the result as a table and in words, and in a terminal the intervals", () => {
        const [[title, body] = []] = questionSections(questions, { width: 80, isTerminal: true });

        equal(title, "Conversions by variant");
        equal(
            body,
            [
                "  select 1",
                "",
                "  variant   units   conversions   rate %   95 % interval",
                "  ───────   ─────   ───────────   ──────   ─────────────",
                "  control      10             2     20.0   5.7 to 51.0",
                "  green        10             1     10.0   1.8 to 40.4",
                "  unseen        0             0",
                "",
                "  green: -10.0 points against control (interval -42.0 to +23.5), p-value 0.53.",
                "",
                "  control       ├─────────────●──────────────────────────────┤",
                "  green     ├───────●─────────────────────────────┤",
                "            1.8 %                                       51.0 %",
            ].join("\n"),
        );
    });

    it("compare the intervals of a mean as recorded and adjusted", () => {
        const [, , [, body] = []] = questionSections(questions, { width: 40, isTerminal: true });

        const lines = body?.split("\n");
        deepEqual(lines?.slice(7), [
            "  green: +1.50 against control (interval",
            "  +0.50 to +2.50), p-value 1.2e-7. The",
            "  variance is 51 % less.",
            "",
            "  green, as recorded   ├───────●───────┤",
            "  green, adjusted         ├─●──┤",
            "                       -0.50       +5.50",
        ]);
    });

    it("are six", () => {
        const sections = questionSections(questions, { width: 80, isTerminal: false });

        const lastLines = sections.map(([, body]) => body.split("\n").at(-1));
        deepEqual(lastLines.slice(3), [
            "  minutes   green     lower             5.0   +5.7       non-inferior",
            "  green       5000      10       10.0       1.0",
            "  16:05:01     green            10          10",
        ]);
    });

    it("leave out a column in a narrow terminal, where the plot shows it", () => {
        const [[, body] = []] = questionSections(questions, { width: 40, isTerminal: true });

        equal(body?.includes("Left out at this width: 95 % interval."), true);
    });

    it("have no plot in a file or a pipe", () => {
        const sections = questionSections(questions, { width: 80, isTerminal: false });

        deepEqual(
            sections.map(([, body]) => body.includes("●")),
            sections.map(() => false),
        );
    });
});

describe("numbers for people", () => {
    it("are rounded, and zero has no sign", () => {
        const texts = [decimals("0.125", 1, 100), decimals("-0.01", 1), decimals(null, 1), signed("-0.004", 2)];

        deepEqual(texts, ["12.5", "0.0", "", "0.00"]);
        deepEqual([signed("0.5", 1), signed("-0.5", 1), signed("12", 0), signed(null, 1)], ["+0.5", "-0.5", "+12", ""]);
    });

    it("have two significant digits in a p-value", () => {
        deepEqual(["0.0011234", "0.53125", "1", "1.23e-7", null].map(pValue), ["0.0011", "0.53", "1.0", "1.2e-7", ""]);
    });
});
