import assert from "node:assert/strict";
import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverAccount } from "../../../local/postgres/account";
import { startPostgres } from "../../../local/postgres/server";
import { postmasterId, sharedMemoryId, traces, tracesInTheEnd, workspaces } from "./machine";

const options = {
    hostNames: [],
    settings: {},
    masterUsername: "platform",
    masterPassword: "secret",
    databaseName: "experimentation",
};

describe("a local PostgreSQL leaves nothing on the machine", () => {
    it("when it is stopped, also twice and at once", async () => {
        const server = await startPostgres(options);
        const folder = dirname(server.caFile);
        const memory = [sharedMemoryId(join(folder, "primary"))];
        const running = traces(folder, memory);

        await Promise.all([server.stop(), server.stop()]);

        assert.ok(running.length >= 3, `folder, processes and memory were seen while it ran: ${running.join("\n")}`);
        assert.deepEqual(traces(folder, memory), []);
    });

    it("when its processes have been killed, even with a query at work", async () => {
        const server = await startPostgres({ ...options, standby: true });
        const folder = dirname(server.caFile);
        const dataFolders = [join(folder, "primary"), join(folder, "standby")];
        const memory = dataFolders.map(sharedMemoryId);
        const sql = server.connectAsSuperuser();
        const query = sql`select count(*) from generate_series(1, 1000000000000)`.catch((error: unknown) => error);
        await delay(100);
        for (const dataFolder of dataFolders) process.kill(postmasterId(dataFolder), "SIGKILL");

        await server.stop();
        await sql.end({ timeout: 0 });

        assert.equal(Reflect.get(Object(await query), "code"), "CONNECTION_CLOSED");
        assert.deepEqual(traces(folder, memory), []);
    });

    for (const uid of [undefined, serverAccount()?.uid]) {
        const who = uid === undefined ? "the present user" : "an ordinary user";
        it(`when the program that started it is killed, run by ${who}`, async () => {
            const child = startProgram(uid);
            const { folder, user } = await readLine(child);
            const memory = [sharedMemoryId(join(folder, "primary"))];

            child.kill("SIGKILL");
            const left = await tracesInTheEnd(folder, memory);

            assert.equal(user, "rdsadmin");
            assert.deepEqual(left, []);
        });
        if (uid === undefined && process.getuid?.() !== 0) break;
    }

    for (const delayMs of [0, 100, 400, 700]) {
        it(`when the start is interrupted after ${delayMs} ms`, async () => {
            const before = new Set(workspaces());
            const controller = new AbortController();
            const starting = startPostgres({ ...options, signal: controller.signal });
            const result = starting.then(
                async (server) => server.stop(),
                (error: unknown) => error,
            );
            await delay(delayMs);
            const [folder = "none"] = workspaces().filter((name) => !before.has(name));
            controller.abort(new Error("interrupted by the test"));

            const error = await result;

            assert.ok(error instanceof Error);
            assert.equal(error.message, "interrupted by the test");
            assert.deepEqual(traces(folder, []), []);
        });
    }

    it("when a registered value keeps it from starting, and says which", async () => {
        const before = workspaces();

        await assert.rejects(startPostgres({ ...options, settings: { work_mem: "plenty" } }), {
            message: /^PostgreSQL ended while it started; the end of its log:[^]*invalid value .*"work_mem": "plenty"/,
        });
        assert.deepEqual(workspaces(), before);
    });
});

function startProgram(uid: number | undefined): ChildProcess {
    const program = join(__dirname, "startAndWait.ts");
    return spawn(process.execPath, ["-r", "ts-node/register/transpile-only", program], {
        ...(uid === undefined ? {} : { uid, gid: uid }),
        env: { PATH: process.env["PATH"] },
        stdio: ["pipe", "pipe", "inherit"],
    });
}

async function readLine(child: ChildProcess): Promise<{ folder: string; user: string }> {
    assert.ok(child.stdout);
    const [chunk]: unknown[] = await once(child.stdout, "data");
    const parsed: unknown = JSON.parse(String(chunk));
    return { folder: String(Reflect.get(Object(parsed), "folder")), user: String(Reflect.get(Object(parsed), "user")) };
}
