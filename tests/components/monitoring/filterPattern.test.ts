import assert from "node:assert/strict";
import { filterTakes } from "./filterPattern";

const messages = [
    "[ERROR 400] BAD REQUEST",
    "[ERROR 401] UNAUTHORIZED REQUEST",
    "[ERROR 419] MISSING ARGUMENTS",
    "[INFO] REQUEST FAILED",
];

/** The first four are the examples of AWS's page. */
const patterns: readonly [pattern: string, taken: readonly number[]][] = [
    ["ERROR ARGUMENTS", [2]],
    ["?ERROR ?REQUEST", [0, 1, 2, 3]],
    ['"BAD REQUEST"', [0]],
    ["ERROR -ARGUMENTS", [0, 1]],
    ['-"BAD REQUEST" -INFO', [1, 2]],
    ["error", []],
];

describe("the matcher of filter patterns", () => {
    for (const [pattern, taken] of patterns) {
        it(`takes by ${pattern} what AWS does`, () => {
            const indices = messages.flatMap((message, index) => (filterTakes(pattern, message) ? [index] : []));

            assert.deepEqual(indices, taken);
        });
    }

    for (const pattern of [
        "",
        "?ERROR REQUEST",
        "?ERROR -REQUEST",
        "FATAL:",
        '"open',
        "%ERR%",
        "{ $.a = 1 }",
        "[a, b]",
    ]) {
        it(`refuses ${pattern || "an empty pattern"}`, () => {
            assert.throws(() => filterTakes(pattern, "ERROR"), /is no list of terms|mixes/);
        });
    }
});
