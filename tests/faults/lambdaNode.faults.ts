import assert from "node:assert/strict";
import { runProgram } from "../../offline/runProgram";
import { describeAllFaults } from "./allFaults";
import { lambdaNode, lambdaNodeMajor } from "./harness/lambdaNode";

describe("Lambda's own Node.js", () => {
    it("is of the major that the functions are registered with", async () => {
        const { resources } = await runProgram({ stack: "dev" });

        const functions = resources.filter(({ type }) => type === "aws:lambda/function:Function");

        const runtimes = functions.map(({ inputs }) => inputs.runtime);
        assert.deepEqual(runtimes, Array<string>(2).fill(`nodejs${lambdaNodeMajor}.x`));
    });
});

describeAllFaults(`Node.js ${lambdaNodeMajor}, as in Lambda`, lambdaNode);
