import { deepEqual } from "node:assert/strict";
import { lineDifference } from "./lineDifference";

describe("lineDifference", () => {
    const cases: [name: string, first: string, second: string, lines: string[]][] = [
        ["equal texts", "a\nb\n", "a\nb\n", []],
        ["a changed line", "a\nb\nc", "a\nx\nc", ["- b", "+ x"]],
        ["lines at the ends", "a\nb", "x\na\nb\ny", ["+ x", "+ y"]],
        ["lines that went", "x\na\ny\nb", "a\nb", ["- x", "- y"]],
        ["moved lines", "a\nb\nc", "c\na\nb", ["+ c", "- c"]],
    ];
    for (const [name, first, second, lines] of cases) {
        it(`shows ${name}`, () => {
            deepEqual(lineDifference(first, second), lines);
        });
    }
});
