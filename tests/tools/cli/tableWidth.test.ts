import { deepEqual, equal, ok } from "node:assert/strict";
import { table } from "../../../tools/cli/table";
import { columnsOf, fold, marked, widthOf } from "../../../tools/cli/width";

const heads = ["resource", "what", "USD a month", "more by use"];
const rows = [
    ["database-instance", "db.r5.large, on demand", "1,234.50", "I/O requests, backups beyond the volume"],
    ["key", "a key", "1.00", ""],
];

const words = (text: string) => text.split(/\s+/).flatMap(marked);

describe("table of a width", () => {
    it("folds between words, the widest column first, and keeps numbers to the right", () => {
        const text = table(heads, rows, 70);

        equal(
            text,
            [
                "  resource            what              USD a month   more by use",
                "  ─────────────────   ───────────────   ───────────   ────────────────",
                "  database-instance   db.r5.large, on      1,234.50   I/O requests,",
                "                        demand                          backups beyond",
                "                                                        the volume",
                "  key                 a key                    1.00",
            ].join("\n"),
        );
    });

    it("lists each row's cells if wrapping is not enough", () => {
        const text = table(heads, rows, 48);

        equal(
            text,
            [
                "  resource      database-instance",
                "  what          db.r5.large, on demand",
                "  USD a month      1,234.50",
                "  more by use   I/O requests, backups beyond the",
                "                volume",
                "",
                "  resource      key",
                "  what          a key",
                "  USD a month          1.00",
            ].join("\n"),
        );
    });

    it("leaves out as few optional columns as possible, and names them", () => {
        const texts = [70, 55, 42].map((width) => table(heads, rows, width, ["more by use", "USD a month"]));

        deepEqual(
            texts.map((text) => text.split("\n").filter((line) => /resource|Left out/.test(line))),
            [
                ["  resource            what              USD a month   more by use"],
                ["  resource            what                  USD a month", "  Left out at this width: more by use."],
                ["  resource            what", "  Left out at this width: more by use, USD"],
            ],
        );
    });

    for (const width of [40, 48, 60, 70, 80, 100, 200]) {
        it(`has no wider line and every word at ${width} columns`, () => {
            const text = table(heads, rows, width);

            ok(text.split("\n").every((line) => columnsOf(line) <= width));
            ok(rows.flat().every((cell) => words(cell).every((word) => words(text).includes(word))));
        });
    }

    it("counts a terminal's columns: styles as none, wide characters as two", () => {
        const text = table(
            ["a", "b"],
            [
                ["\u001b[1m実験\u001b[22m", "x"],
                ["e\u0301", "y"],
                ["🟢", "z"],
            ],
        );

        deepEqual(text.split("\n").slice(2), ["  \u001b[1m実験\u001b[22m   x", "  e\u0301      y", "  🟢     z"]);
    });
});

describe("fold", () => {
    it("folds a word that is too wide behind punctuation, and leaves one without it whole", () => {
        const lines = fold("at arn:aws:rds:us-east-1:123456789012:cluster 0123456789012345678901", 20, "  ");

        deepEqual(lines, [
            "at arn:aws:rds:us-",
            "  east-1:",
            "  123456789012:",
            "  cluster",
            "  0123456789012345678901",
        ]);
    });
});

describe("widthOf", () => {
    const { COLUMNS } = process.env;
    afterEach(() => {
        if (COLUMNS === undefined) delete process.env.COLUMNS;
        else process.env.COLUMNS = COLUMNS;
    });

    for (const [variable, isTTY, columns, expected] of [
        ["100", true, 80, 100],
        ["100", false, 0, 100],
        ["", true, 80, 80],
        ["wide", true, 80, 80],
        ["", true, 0, Number.POSITIVE_INFINITY],
        ["", false, 0, Number.POSITIVE_INFINITY],
    ] as const) {
        it(`is ${expected} with COLUMNS "${variable}" and ${isTTY ? `a terminal of ${columns}` : "a pipe"}`, () => {
            process.env.COLUMNS = variable;

            const width = widthOf({ isTTY, columns });

            equal(width, expected);
        });
    }
});
