import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import postgres from "postgres";
import { mapping } from "../../../local/program/mapping";
import { projectFolder } from "../../../local/program/runProgram";

/** What the command has printed so far. */
interface Printed {
    stdout: string;
    stderr: string;
}

/** Starts the command with its temporary folders in one of the test's own, and waits until it has said how it ends. */
async function start(temporaryFolder: string): Promise<{ child: ChildProcess; printed: Printed }> {
    const child = spawn(process.execPath, ["-r", "ts-node/register/transpile-only", "local/main.ts", "--keep"], {
        cwd: projectFolder,
        env: { ...process.env, TMPDIR: temporaryFolder },
        stdio: ["ignore", "pipe", "pipe"],
    });
    const printed = { stdout: "", stderr: "" };
    child.stderr.on("data", (chunk: Buffer) => (printed.stderr += chunk.toString()));
    await new Promise<void>((resolve, reject) => {
        child.stdout.on("data", (chunk: Buffer) => {
            printed.stdout += chunk.toString();
            if (printed.stdout.includes("until Ctrl-C")) resolve();
        });
        child.once("close", () => {
            reject(new Error(`it ended before it was ready: ${printed.stderr}`));
        });
    });
    return { child, printed };
}

/** Connects with the printed files as libpq does, and answers who that is. */
async function whoConnects({ stdout }: Printed, service: string): Promise<string> {
    const [, serviceFile = "", passFile = ""] = /PGSERVICEFILE=(\S+) PGPASSFILE=(\S+)/.exec(stdout) ?? [];
    const section = readFileSync(serviceFile, "utf8").split(`[${service}]\n`)[1]?.split("\n\n")[0] ?? "";
    const facts: unknown = Object.fromEntries(section.split("\n").map((line) => line.split("=", 2)));
    const { host, hostaddr, port, dbname, user, sslrootcert } = mapping(facts);
    const key = `${[host, port, dbname, user].map(String).join(":")}:`;
    const line = readFileSync(passFile, "utf8")
        .split("\n")
        .find((candidate) => candidate.startsWith(key));
    const sql = postgres({
        host: String(hostaddr),
        port: Number(port),
        database: String(dbname),
        username: String(user),
        password: (line ?? "").slice(key.length).replace(/\\(.)/g, "$1"),
        ssl: { ca: readFileSync(String(sslrootcert), "utf8"), rejectUnauthorized: true, servername: String(host) },
        max: 1,
        fetch_types: false,
    });
    try {
        const [row] = await sql`select current_user as user`;
        return String(row?.["user"]);
    } finally {
        await sql.end({ timeout: 1 });
    }
}

/** Every password that the pass file holds now. */
function passwordsIn({ stdout }: Printed): string[] {
    const passFile = /PGPASSFILE=(\S+)/.exec(stdout)?.[1] ?? "";
    return readFileSync(passFile, "utf8")
        .trim()
        .split("\n")
        .map((line) => line.split(":").slice(4).join(":").replace(/\\(.)/g, "$1"));
}

async function post(url: string, body = ""): Promise<Record<string, unknown>> {
    const response = await fetch(url, { method: "POST", body });
    return { status: response.status, ...mapping(await response.json()) };
}

async function accepts(port: number): Promise<boolean> {
    return await new Promise((resolve) => {
        const socket = createConnection({ host: "127.0.0.1", port })
            .once("connect", () => {
                resolve(true);
                socket.destroy();
            })
            .once("error", () => {
                resolve(false);
            });
    });
}

describe("npm start -- --keep", function () {
    this.timeout(90_000);

    const folder = mkdtempSync(join(tmpdir(), "keep-test-"));
    // The server's own user must be able to enter it.
    chmodSync(folder, 0o777);
    let child: ChildProcess | undefined;
    after(() => {
        child?.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
    });

    it("keeps the platform alive for calls and connections through a rotation, until Ctrl-C", async () => {
        const started = await start(folder);
        child = started.child;
        const { printed } = started;
        const [invokeUrl = "", rotateUrl = ""] =
            printed.stdout.match(/http:\/\/127\.0\.0\.1:\d+\/(2015|rotate)\S+/g) ?? [];
        const whileAlive = printed.stdout;

        const health = await post(invokeUrl, '{"action":"healthCheck"}');
        const stranger = await post(invokeUrl.replace("-access", "-rotation"), "{}");
        const before = await whoConnects(printed, "experimentation-application");
        const passwords = passwordsIn(printed);
        const rotated = await post(rotateUrl);
        const afterwards = await whoConnects(printed, "experimentation-application");
        const reader = await whoConnects(printed, "experimentation-reader");
        passwords.push(...passwordsIn(printed));
        child.kill("SIGINT");
        child.kill("SIGINT");
        await once(child, "close");

        deepEqual([health.status, health.ok, stranger.status], [200, true, 404]);
        deepEqual([before, afterwards], ["application_b", "application_a"]);
        deepEqual(rotated, { status: 200, rotated: "application", username: "application_a" });
        match(reader, /^reader_[ab]$/);

        equal(whileAlive.includes("Nothing was left behind"), false);
        match(printed.stdout, /✔ Stop everything.*\n\nNothing was left behind\.\n$/);
        deepEqual([child.exitCode, printed.stderr], [0, ""]);
        deepEqual(
            passwords.filter((password) => password === "" || printed.stdout.includes(password)),
            [],
        );

        const ports = [...printed.stdout.matchAll(/127\.0\.0\.1:(\d+)/g)].map(([, port]) => Number(port));
        deepEqual(
            await Promise.all(ports.map(accepts)),
            ports.map(() => false),
        );
        deepEqual(
            readdirSync(folder).filter((name) => name.startsWith("local-")),
            [],
        );
        const processes = execFileSync("ps", ["-axo", "command"], { encoding: "utf8" }).split("\n");
        deepEqual(
            processes.filter((command) => command.includes(folder)),
            [],
        );
    });
});
