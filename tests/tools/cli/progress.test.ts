import { deepEqual } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectFolder } from "../../../offline/runProgram";

describe("createProgress", () => {
    it("writes a running step's details to a pipe, and the last detail once, at the end", () => {
        const program = `const { createProgress } = require("./tools/cli/progress.ts");
const turn = () => new Promise(setImmediate);
createProgress(process.stdout).step("Measure", async (say) => {
    say("round 1 of 2");
    await turn();
    await turn();
    say("round 2 of 2");
});`;
        const args = ["-r", "ts-node/register/transpile-only", "-e", program];

        const { stdout } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });

        deepEqual(stdout.replace(/\d+\.\d s/, "0 s").split("\n"), [
            "❯ Measure",
            "❯ Measure: round 1 of 2",
            "✔ Measure: round 2 of 2 [0 s]",
            "",
        ]);
    });
});
