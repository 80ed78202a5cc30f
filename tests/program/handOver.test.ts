import assert from "node:assert/strict";
import { type ProgramRun, runProgram } from "../../offline/runProgram";
import { projectKeys } from "./runs";

const path = "/experimentation/dev/database/";

/** For each parameter, whether it takes over one that exists, and whether it is kept. */
function handedOver({ resources }: ProgramRun): unknown[] {
    const parameters = resources.filter(({ type }) => type === "aws:ssm/parameter:Parameter");
    return parameters.map(({ inputs, retainOnDelete }) => [inputs.overwrite, retainOnDelete]);
}

describe("a path of parameters that changes hands", () => {
    it("has parameters that are taken over and kept, as the output says", async () => {
        const run = await runProgram({ stack: "dev", config: projectKeys({ parameterHandOver: path }) });

        assert.deepEqual(handedOver(run), Array(7).fill([true, true]));
        assert.ok(JSON.stringify(run.outputs.retainedOnDestroy).includes(`"parameters ${path}*"`));
    });

    it("changes nothing of a stack whose own path is another", async () => {
        const config = projectKeys({ parameterHandOver: path, parameterPath: "/experimentation/dev-2/database/" });

        const run = await runProgram({ stack: "dev", config });

        assert.deepEqual(handedOver(run), Array(7).fill([undefined, false]));
        assert.ok(!JSON.stringify(run.outputs.retainedOnDestroy).includes("parameters"));
    });
});
