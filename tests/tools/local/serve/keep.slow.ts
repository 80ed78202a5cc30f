import { deepEqual, equal, match } from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { Client } from "pg";
import { pythonWithPackages } from "../../../docs/access/python";
import { orSkip } from "../../../docs/access/tools";
import { accepts } from "../../../harness/accepts";
import { type LineProgram, startLines } from "../../../harness/lineProgram";
import { type KeptProcess, passLines, post, serviceFacts, startKept } from "./keptProcess";

/** Connects by a URI with the password of the printed pass file, and runs one query. */
async function queryBy(kept: KeptProcess, uri: string, sql: string): Promise<unknown> {
    const { username, host, pathname } = new URL(uri);
    const key = `${host}:${pathname.slice(1)}:${username}`;
    const line = passLines(kept).find((candidate) => candidate.key === key);
    // The generated passwords need no encoding in a URI.
    const client = new Client(uri.replace("@", `:${String(line?.password)}@`));
    await client.connect();
    try {
        const { rows } = await client.query<unknown[]>({ text: sql, rowMode: "array" });
        return rows[0]?.[0];
    } finally {
        await client.end();
    }
}

/** The user as which the service file's entry connects. */
async function whoConnects(kept: KeptProcess, service: string): Promise<unknown> {
    const { host, port, dbname, user, sslmode, sslrootcert } = serviceFacts(kept, service);
    const uri = `postgresql://${user}@${host}:${port}/${dbname}?sslmode=${sslmode}&sslrootcert=${sslrootcert}`;
    return await queryBy(kept, uri, "select current_user");
}

describe("npm start -- --keep", function () {
    this.timeout(90_000);

    const folder = mkdtempSync(join(tmpdir(), "keep-test-"));
    // The server's own user must be able to enter it.
    chmodSync(folder, 0o777);
    const passwords: string[] = [];
    const snippets: LineProgram[] = [];
    let kept: KeptProcess;
    const rotateUrl = () => kept.line(/http:\/\/127\.0\.0\.1:\d+\/rotate\S+/);
    before(async () => {
        kept = await startKept(folder);
    });
    after(async () => {
        await Promise.all(snippets.map((snippet) => snippet.end()));
        kept.child.kill("SIGKILL");
        rmSync(folder, { recursive: true, force: true });
    });

    it("calls the access function, and no other", async () => {
        const invokeUrl = kept.line(/http:\/\/127\.0\.0\.1:\d+\/2015\S+/);

        const health = await post(invokeUrl, '{"action":"healthCheck"}');
        const stranger = await post(invokeUrl.replace("-access", "-rotation"), "{}");

        deepEqual([health.status, health.ok, stranger.status], [200, true, 404]);
    });

    it("connects each service with its current login, before and after a rotation", async () => {
        const before = await whoConnects(kept, "experimentation-application");
        const rotated = await post(rotateUrl());
        const afterwards = await whoConnects(kept, "experimentation-application");
        const reader = await whoConnects(kept, "experimentation-reader");

        deepEqual([before, afterwards], ["application_b", "application_a"]);
        deepEqual(rotated, { status: 200, rotated: "application", username: "application_a" });
        match(String(reader), /^reader_[ab]$/);
    });

    it("connects by the printed URI, by name and by address, after any number of rotations", async () => {
        const uri = kept.line(/(?<= )postgresql:\S+/);
        await post(rotateUrl());
        await post(rotateUrl());

        const byName = await queryBy(kept, uri, "select current_user");
        const byAddress = await queryBy(kept, uri.replace("localhost", "127.0.0.1"), "select current_user");

        deepEqual([byName, byAddress], ["application_b", "application_b"]);
    });

    const languages: [language: string, command: RegExp, path: () => Promise<string>][] = [
        ["Node.js", /\(unset .*application\.mjs.*\)/, () => Promise.resolve(dirname(process.execPath))],
        ["Python", /\(unset .*application\.py.*\)/, async () => dirname(await pythonWithPackages())],
    ];
    for (const [language, command, programs] of languages) {
        it(`runs the ${language} snippet by its printed command, through two rotations`, async function () {
            const folderOfPrograms = await orSkip(this, programs);
            const snippet = startLines("sh", ["-c", kept.line(command)], {
                PATH: [folderOfPrograms, process.env.PATH].join(delimiter),
                // Variables that a developer's shell may have.
                AWS_PROFILE: "somebody-else",
                AWS_SESSION_TOKEN: "somebody-else's",
                HTTP_PROXY: "http://127.0.0.1:9",
            });
            snippets.push(snippet);
            const uri = kept.line(/(?<= )postgresql:\S+/);

            const before = await snippet.answer("before");
            const login = String(await whoConnects(kept, "experimentation-application"));
            for (let rotations = 0; rotations < 2; rotations++) {
                await post(rotateUrl());
                passwords.push(...passLines(kept).map(({ password }) => password));
            }
            await queryBy(kept, uri.replace(/application_[ab]/, login), endOthersOfThisLogin);
            const afterwards = await snippet.answer("after");
            const status = await snippet.end();

            deepEqual(
                [before, afterwards],
                ['before: {"variant": "green"}', 'after: {"variant": "green"}'].map((line) =>
                    language === "Python" ? line : line.replace('": "', '":"'),
                ),
            );
            equal(status, 0, snippet.errors());
            deepEqual(
                passwords.filter((password) => snippet.errors().includes(password)),
                [],
            );
        });
    }

    it("stops at Ctrl-C without leaving anything, and has printed no password", async () => {
        const { child, printed } = kept;
        const whileAlive = printed.stdout;
        child.kill("SIGINT");
        child.kill("SIGINT");

        await once(child, "close");

        equal(whileAlive.includes("Nothing was left behind"), false);
        match(printed.stdout, /✔ Stop everything.*\n\nNothing was left behind\.\n$/);
        deepEqual([child.exitCode, printed.stderr], [0, ""]);
        deepEqual(
            passwords.filter((password) => password === "" || printed.stdout.includes(password)),
            [],
        );
        const ports = [...printed.stdout.matchAll(/(?:127\.0\.0\.1|localhost):(\d+)/g)].map(([, port]) => Number(port));
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

/** A login may end its own sessions. */
const endOthersOfThisLogin = `
    select count(pg_terminate_backend(pid, 2000)) from pg_stat_activity
    where application_name = 'experiment-service' and usename = current_user and pid <> pg_backend_pid()`;
