import { deepEqual } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectFolder } from "../../../offline/runProgram";

/** Runs a program that blocks its thread and is interrupted meanwhile, as a signal to its group would do. */
function run(program: string): { signal: string | null; status: number | null; stdout: string } {
    const blocked = "const until = Date.now() + 700; while (Date.now() < until);";
    const args = ["-r", "ts-node/register/transpile-only", "-e", program.replace("BLOCKED", blocked)];
    const { signal, status, stdout } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
    return { signal, status, stdout };
}

const interruption = `const { createInterruption, exitCodeOf } = require("./tools/cli/interruption.ts");
const interruption = createInterruption();`;

describe("createInterruption", () => {
    for (const [name, exitCode] of [
        ["SIGINT", 130],
        ["SIGTERM", 143],
        ["SIGHUP", 129],
    ] as const) {
        it(`lets ${name} end the process at once before there is anything to clean up`, () => {
            const ended = run(`${interruption} process.kill(process.pid, "${name}"); BLOCKED console.log("late");`);

            deepEqual(ended, { signal: name, status: null, stdout: "" });
        });

        it(`aborts on ${name} after hold, and survives a second one`, () => {
            const ended = run(`${interruption} interruption.hold();
setTimeout(() => {
    console.log(interruption.signal.reason.message);
    process.exitCode = exitCodeOf(interruption.signal);
}, 100);
process.kill(process.pid, "${name}"); process.kill(process.pid, "${name}");`);

            deepEqual(ended, { signal: null, status: exitCode, stdout: `Interrupted by ${name}.\n` });
        });
    }
});
