import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { projectFolder } from "../../local/program/runProgram";

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command line; `whenSeen` gets the process as soon as a text was printed. */
async function start(args: string[], seen?: string, whenSeen?: (pid: number) => void): Promise<Ended> {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "local/main.ts", ...args], {
        cwd: projectFolder,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    let waiting = seen;
    child.stdout.on("data", (chunk: Buffer) => {
        printed.stdout += chunk.toString();
        if (waiting !== undefined && printed.stdout.includes(waiting) && child.pid !== undefined) {
            waiting = undefined;
            whenSeen?.(child.pid);
        }
    });
    child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    await once(child, "close");
    return { code: child.exitCode, ...printed };
}

describe("npm start", function () {
    this.timeout(60_000);

    it("tells its options", async () => {
        const { code, stdout, stderr } = await start(["--help"]);

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--event JSON.*--json.*--keep.*--help/s);
    });

    it("ends with 2 and one line where the command line is wrong", async () => {
        const { code, stdout, stderr } = await start(["--event", "x"]);

        deepEqual(
            [code, stdout, stderr],
            [2, "", `--event: x: must be JSON; quote it as '{"action":"healthCheck"}'\n`],
        );
    });

    it("ends with 1 and a message without a stack trace where a step fails", async () => {
        const { code, stderr } = await start(["--stack", "nope"]);

        equal(code, 1);
        equal(stderr, "\nstack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging\n");
    });

    it("stops everything and ends with 130 when it is interrupted", async () => {
        const interrupt = (pid: number) => process.kill(pid, "SIGINT");

        const { code, stdout, stderr } = await start([], "✔ Serve SSM", interrupt);

        deepEqual([code, stderr], [130, "\nInterrupted by SIGINT.\n"]);
        match(stdout, /✔ Stop everything/);
    });
});
