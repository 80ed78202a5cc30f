import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { serverAccount } from "../../../../tools/local/postgres/account";
import { startPostgres } from "../../../../tools/local/postgres/server";
import { postmasterId, sharedMemoryId, traces, tracesInTheEnd } from "./machine";

const options = {
    hostNames: [],
    settings: {},
    masterUsername: "platform",
    masterPassword: "secret",
    databaseName: "experimentation",
};

describe("a local PostgreSQL leaves nothing on the machine", () => {
    let parent: string;
    const temporaryFolder = process.env["TMPDIR"];

    beforeEach(() => {
        parent = mkdtempSync(join(tmpdir(), "postgres-test-"));
        chmodSync(parent, 0o777);
        process.env["TMPDIR"] = parent;
    });

    afterEach(() => {
        if (temporaryFolder === undefined) delete process.env["TMPDIR"];
        else process.env["TMPDIR"] = temporaryFolder;
        // Other programs put things there too: Node.js and ts-node their caches.
        const left = readdirSync(parent).filter((name) => name.startsWith("local-"));
        rmSync(parent, { recursive: true });
        assert.deepEqual(left, []);
    });

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

        // A backend that sees its server gone before it is killed says so: 57P01.
        assert.match(String(Reflect.get(Object(await query), "code")), /^(CONNECTION_CLOSED|57P01)$/);
        assert.deepEqual(traces(folder, memory), []);
    });

    it("when the program that started it is killed, run by the present user and by an ordinary one", async () => {
        const children = [undefined, serverAccount()?.uid].map((uid) => startProgram(uid, parent));
        const started = await Promise.all(children.map(readLine));
        const memory = started.map(({ folder }) => sharedMemoryId(join(folder, "primary")));

        for (const child of children) child.kill("SIGKILL");
        const left = await Promise.all(started.map(({ folder }) => tracesInTheEnd(folder, memory)));

        assert.deepEqual(
            started.map(({ user }) => user),
            ["rdsadmin", "rdsadmin"],
        );
        assert.deepEqual(left, [[], []]);
    });

    for (const file of ["installation", "primary/global", "primary.log"]) {
        it(`when the start is interrupted as soon as there is ${file}`, async () => {
            const controller = new AbortController();
            const result = startPostgres({ ...options, signal: controller.signal }).then(
                () => "started",
                (error: unknown) => error,
            );
            const tooEarly = result.then((early) =>
                assert.fail(`the start ended before ${file} was seen: ${String(early)}`),
            );
            const folder = await Promise.race([waitForFile(parent, file), tooEarly]);
            tooEarly.catch(() => undefined);
            controller.abort(new Error("interrupted by the test"));

            const error = await result;

            assert.ok(error instanceof Error);
            assert.equal(error.message, "interrupted by the test");
            assert.deepEqual(traces(folder, []), []);
        });
    }

    it("when a registered value keeps it from starting, and says which", async () => {
        await assert.rejects(startPostgres({ ...options, settings: { work_mem: "plenty" } }), {
            message: /^PostgreSQL ended while it started; the end of its log:[^]*invalid value .*"work_mem": "plenty"/,
        });
    });
});

/** Waits until a server's folder in `parent` contains the file. Returns the folder. */
async function waitForFile(parent: string, file: string): Promise<string> {
    const deadline = Date.now() + 25_000;
    while (Date.now() < deadline) {
        const folder = join(parent, readdirSync(parent).find((name) => name.startsWith("local-")) ?? "none");
        if (existsSync(join(folder, file))) return folder;
        await delay(1);
    }
    return assert.fail(`${file} did not appear in ${parent}, which holds ${readdirSync(parent).join(", ")}`);
}

function startProgram(uid: number | undefined, temporaryFolder: string): ChildProcess {
    const program = join(__dirname, "startAndWait.ts");
    return spawn(process.execPath, ["-r", "ts-node/register/transpile-only", program], {
        ...(uid === undefined ? {} : { uid, gid: uid }),
        env: { PATH: process.env["PATH"], TMPDIR: temporaryFolder },
        stdio: ["pipe", "pipe", "inherit"],
    });
}

async function readLine(child: ChildProcess): Promise<{ folder: string; user: string }> {
    assert.ok(child.stdout);
    const chunks: readonly unknown[] = await once(child.stdout, "data");
    const parsed: unknown = JSON.parse(String(chunks[0]));
    return { folder: String(Reflect.get(Object(parsed), "folder")), user: String(Reflect.get(Object(parsed), "user")) };
}
