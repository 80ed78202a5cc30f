import { deepEqual, match } from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectFolder } from "../../local/program/runProgram";

/** Runs a program that blocks its thread and is interrupted meanwhile, as a signal to its group would do. */
function run(program: string): { signal: string | null; status: number | null; stdout: string } {
    const blocked = "const until = Date.now() + 700; while (Date.now() < until);";
    const args = ["-r", "ts-node/register/transpile-only", "-e", program.replace("BLOCKED", blocked)];
    const { signal, status, stdout } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
    return { signal, status, stdout };
}

const interruption = `const { createInterruption } = require("./commandLine/interruption.ts");
const interruption = createInterruption();`;

describe("createInterruption", () => {
    for (const name of ["SIGINT", "SIGTERM", "SIGHUP"]) {
        it(`lets ${name} end the process at once while nothing is there to clean up`, () => {
            const ended = run(`${interruption} process.kill(process.pid, "${name}"); BLOCKED console.log("late");`);

            deepEqual(ended, { signal: name, status: null, stdout: "" });
        });

        it(`aborts on ${name} from there on, and takes a second one too`, () => {
            const ended = run(`${interruption} interruption.hold();
setTimeout(() => console.log(interruption.signal.reason.message), 100);
process.kill(process.pid, "${name}"); process.kill(process.pid, "${name}");`);

            deepEqual(ended, { signal: null, status: 0, stdout: `Interrupted by ${name}.\n` });
        });
    }
});

describe("showLine", () => {
    it("goes on while the thread is blocked, and gives way to what is written after it", () => {
        const { stdout } = run(`const { showLine, hideLine } = require("./commandLine/liveLine.cjs");
showLine({ fd: 1, columns: 80 }, "Work"); BLOCKED hideLine(); require("fs").writeSync(1, "Done\\n");`);

        match(stdout.replaceAll("\r\u001b[K", "|"), /^(\|[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] Work){2,}\|Done\n$/);
    });

    it("does not fail where the terminal has gone", () => {
        const { status, stdout } = run(`const { showLine, hideLine } = require("./commandLine/liveLine.cjs");
showLine({ fd: 99, columns: 80 }, "Work"); hideLine(); console.log("Done");`);

        deepEqual([status, stdout], [0, "Done\n"]);
    });
});
