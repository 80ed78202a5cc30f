import { deepEqual, equal, match } from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mapping } from "../../local/program/mapping";
import { projectFolder } from "../../local/program/runProgram";

interface Ended {
    readonly code: number | null;
    readonly stdout: string;
    readonly stderr: string;
}

/** Runs the command line; with `readsOn` false nobody reads what it prints. */
async function start(args: readonly string[], readsOn = true): Promise<Ended> {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "plan/main.ts", ...args], {
        cwd: projectFolder,
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    child.stdout.on("data", (chunk: Buffer) => (printed.stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    if (!readsOn) child.stdout.destroy();
    await once(child, "close");
    return { code: child.exitCode, ...printed };
}

describe("npm run plan", function () {
    this.timeout(60_000);

    it("tells its options", async () => {
        const { code, stdout, stderr } = await start(["--help"]);

        deepEqual([code, stderr], [0, ""]);
        match(stdout, /--stack NAME.*--diff NAME.*--json/s);
    });

    it("ends with 2 and one line where the command line is wrong", async () => {
        const { code, stdout, stderr } = await start(["--diff", "dev"]);

        deepEqual(
            [code, stdout, stderr],
            [2, "", "--diff: dev: is the planned stack itself; name another with --stack or --diff\n"],
        );
    });

    it("ends with 1 and the stacks that there are where there is no such stack", async () => {
        const { code, stdout, stderr } = await start(["--stack", "nope"]);

        deepEqual(
            [code, stdout, stderr],
            [1, "", "stack: nope: has no file Pulumi.nope.yaml; choose one of dev, prod, staging\n"],
        );
    });

    it("ends with 0 after two plans: the difference as one JSON document, and nothing else", async () => {
        const { code, stdout, stderr } = await start(["--stack", "staging", "--diff", "dev", "--json"]);

        const { from, to } = mapping(JSON.parse(stdout));
        deepEqual([code, stderr], [0, ""]);
        deepEqual(
            [from, to],
            [
                { stack: "dev", environment: "dev" },
                { stack: "staging", environment: "staging" },
            ],
        );
    });

    it("ends with 0 and no trace where its reader has gone", async () => {
        const { code, stderr } = await start(["--stack", "dev"], false);

        equal(stderr, "");
        equal(code, 0);
    });
});
