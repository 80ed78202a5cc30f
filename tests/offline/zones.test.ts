import assert from "node:assert/strict";
import { runProgram } from "../../offline/runProgram";
import { standardZones } from "../../offline/zones";
import { projectKeys } from "../program/runs";

const lettersOf = (region: string, named?: readonly string[]): string =>
    standardZones(region, named && JSON.stringify(named.map((letter) => `${region}${letter}`)))
        .map(({ name }) => name.replace(region, ""))
        .join("");

describe("the zones of an account offline", () => {
    for (const [region, letters] of [
        ["us-east-1", "abcdef"],
        ["us-west-1", "ab"],
        ["sa-east-1", "ab"],
        ["ap-northeast-1", "abc"],
        ["cn-north-1", "abc"],
        ["us-gov-west-1", "abc"],
    ] as const) {
        it(`are ${letters} in ${region}`, () => {
            const found = lettersOf(region);

            assert.equal(found, letters);
        });
    }

    it("include those that the stack names, if the region has them", () => {
        const found = [["c"], ["b", "c"], ["a", "b", "c"], ["x"]].map((named) => lettersOf("us-west-1", named));

        assert.deepEqual(found, ["ac", "bc", "abc", "ab"]);
    });

    it("refuse three zones in us-west-1 before the program registers a resource", async () => {
        const config = { "aws:region": "us-west-1", ...projectKeys({ zones: "3" }) };

        const run = runProgram({ stack: "dev", config });

        await assert.rejects(run, {
            message: "zones: 3: the account has 2 in the region (us-west-1a, us-west-1b); set it to 2",
        });
    });
});
