import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { projectFolder } from "../../../offline/runProgram";

/** A program in which a file is the terminal, and whose thread is busy until the line has been drawn some times. */
const program = (columns: number, end: string) => `
const fs = require("fs");
const { showLine, hideLine } = require("./tools/cli/liveLine.cjs");
const folder = fs.mkdtempSync(require("path").join(require("os").tmpdir(), "live-line-"));
const file = folder + "/terminal";
const fd = fs.openSync(file, "a");
const drawn = () => fs.readFileSync(file, "utf8").split("\\r\\u001b[K").slice(1);
const deadline = Date.now() + 20_000;
const untilDrawn = (count) => {
    while (drawn().length < count && Date.now() < deadline) {
        Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 20);
    }
};
const terminal = { fd, columns: ${columns} };
showLine(terminal, "Load everything");
untilDrawn(3);
${end}
hideLine();
fs.writeSync(fd, "Done");
process.stdout.write(JSON.stringify(drawn()));
fs.rmSync(folder, { recursive: true });
`;

/** The lines that were drawn, without their seconds. */
function run(columns: number, end = ""): readonly string[] {
    const args = ["-e", program(columns, end)];
    const { stdout } = spawnSync(process.execPath, args, { cwd: projectFolder, encoding: "utf8" });
    const drawn: unknown = JSON.parse(stdout);
    return Array.isArray(drawn) ? drawn.map((line) => String(line).replace(/^[⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏] | \d+ s$/g, "")) : [];
}

describe("the live line", () => {
    it("is drawn while the main thread is blocked, and is cleared before later output", () => {
        const drawn = run(80);

        assert.ok(drawn.length >= 4, drawn.join("|"));
        assert.deepEqual([...new Set(drawn)], ["Load everything", "Done"]);
    });

    it("is cut to the terminal's width", () => {
        const drawn = run(16);

        assert.deepEqual([...new Set(drawn)], ["Load", "Done"]);
    });

    it("is replaced by the next line", () => {
        const drawn = run(80, 'showLine(terminal, "Next"); untilDrawn(drawn().length + 3);');

        assert.deepEqual([...new Set(drawn.filter((line) => line !== ""))], ["Load everything", "Next", "Done"]);
        assert.ok(drawn.lastIndexOf("Load everything") < drawn.indexOf("Next"));
    });

    it("does not fail on a closed terminal", () => {
        const gone = `const { showLine, hideLine } = require("./tools/cli/liveLine.cjs");
showLine({ fd: 99, columns: 80 }, "Work"); hideLine(); console.log("Done");`;

        const { status, stdout } = spawnSync(process.execPath, ["-e", gone], { cwd: projectFolder, encoding: "utf8" });

        assert.deepEqual([status, stdout], [0, "Done\n"]);
    });
});
