import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startGuard } from "../../../../tools/local/processes/guard";

describe("startGuard", () => {
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "guard test-"));
        mkdirSync(join(folder, "sub"));
    });

    afterEach(() => {
        rmSync(folder, { recursive: true, force: true });
    });

    it("ends the process that works in its folder with SIGTERM, and removes the folder", async () => {
        const sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
        const exit = once(sleeper, "exit");
        writeFileSync(join(folder, "sub/process.id"), String(sleeper.pid));
        const guard = startGuard(folder, { idFile: "process.id", signal: "KILL" });

        await guard.release();

        assert.deepEqual(await exit, [null, "SIGTERM"]);
        assert.equal(existsSync(folder), false);
    });

    for (const signal of ["KILL", "QUIT"] as const) {
        it(`sends ${signal} to a process that survives SIGTERM, and removes the folder`, async () => {
            const sleeper = spawn("sh", ["-c", "trap '' TERM; exec sleep 60"], { stdio: "ignore" });
            const exit = once(sleeper, "exit");
            writeFileSync(join(folder, "sub/process.id"), `${sleeper.pid ?? ""}\nanother line\n`);
            const guard = startGuard(folder, { idFile: "process.id", signal });

            await guard.release();

            assert.deepEqual(await exit, [null, `SIG${signal}`]);
            assert.equal(existsSync(folder), false);
        });
    }

    it("does not end processes that are named elsewhere", async () => {
        const sleeper = spawn("sleep", ["60"], { stdio: "ignore" });
        const exit = once(sleeper, "exit");
        writeFileSync(join(folder, "sub/other.id"), String(sleeper.pid));
        const guard = startGuard(folder, { idFile: "process.id", signal: "KILL" });

        await guard.release();
        const wasRunning = sleeper.exitCode === null && sleeper.signalCode === null;
        sleeper.kill("SIGTERM");

        assert.equal(wasRunning, true);
        assert.deepEqual(await exit, [null, "SIGTERM"]);
    });

    it("has nothing to do for a process that has ended, or in a folder that is gone", async () => {
        const ended = spawn("true", { stdio: "ignore" });
        await once(ended, "exit");
        writeFileSync(join(folder, "sub/process.id"), String(ended.pid));
        const guard = startGuard(folder, { idFile: "process.id", signal: "KILL" });
        const idle = startGuard(join(folder, "gone"), { idFile: "process.id", signal: "KILL" });

        await Promise.all([guard.release(), idle.release()]);

        assert.equal(existsSync(folder), false);
    });
});
