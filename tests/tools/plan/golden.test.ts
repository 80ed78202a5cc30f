import { deepEqual, fail } from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { runProgram } from "../../../offline/runProgram";
import { planDocument } from "../../../tools/plan/document";
import { makePlan } from "../../../tools/plan/plan";
import { wholeProgram } from "../../program/runs";
import { currentText, goldenFile, renewCommand, stacks } from "./goldens";
import { lineDifference } from "./lineDifference";

for (const stack of stacks) {
    describe(`the plan of ${stack}`, () => {
        it("is the golden one", async () => {
            const golden = existsSync(goldenFile(stack)) ? readFileSync(goldenFile(stack), "utf8") : "";

            const lines = lineDifference(golden, await currentText(stack));

            if (lines.length > 0) {
                fail(
                    `${goldenFile(stack)} is not what the program registers:\n${lines.join("\n")}\n` +
                        `Where this is what you want, run ${renewCommand} and commit the file.`,
                );
            }
        });
    });
}

describe("a plan", () => {
    it("is the same at every run", async () => {
        const first = await wholeProgram({ stack: "dev" });
        const second = await runProgram({ stack: "dev" });
        const shuffled = { ...second, resources: [...second.resources].reverse() };

        const plans = [await makePlan("dev", first), await makePlan("dev", second), await makePlan("dev", shuffled)];

        const [one, ...others] = plans.map(planDocument);
        deepEqual(others, [one, one]);
    });
});
