import assert from "node:assert/strict";
import { nearest } from "../../settings/nearest";

describe("nearest", () => {
    const candidates = ["instances", "instanceClass", "port", "zones", "deletionProtection"];
    const cases: readonly [word: string, expected: string | undefined][] = [
        ["instance", "instances"],
        ["instanceclas", "instanceClass"],
        ["INSTANCES", "instances"],
        ["deleteProtection", "deletionProtection"],
        ["prot", "port"],
        ["zone", "zones"],
        ["constructor", undefined],
        ["__proto__", undefined],
        ["masterPassword", undefined],
    ];
    for (const [word, expected] of cases) {
        it(`suggests ${String(expected)} for ${word}`, () => {
            const suggestion = nearest(word, candidates);

            assert.equal(suggestion, expected);
        });
    }

    it("suggests nothing without candidates", () => {
        const suggestion = nearest("port", []);

        assert.equal(suggestion, undefined);
    });
});
