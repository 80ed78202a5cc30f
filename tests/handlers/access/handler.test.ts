import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Answer } from "../../../handlers/access/handler";
import { createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import { awsFailure, lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";

describe("the access function", () => {
    let platform: Platform;
    let folder: string;
    const event = { action: "query", sql: "select current_user" };

    before(async () => {
        platform = await createPlatform("access_handler");
        for (const kind of ["migration", "application", "reader"] as const) await platform.rotate(kind);
        folder = mkdtempSync(join(tmpdir(), "access-test-"));
        writeFileSync(join(folder, "alien.pem"), (await createCertificateAuthority()).certificate);
    });

    afterEach(() => {
        platform.vault.onCall = () => undefined;
        platform.parameters.onCall = () => undefined;
    });

    after(async () => {
        rmSync(folder, { recursive: true });
        await platform.drop();
    });

    const broken: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
        [
            { ENVIRONMENT: "" },
            "ENVIRONMENT: not set; the function needs this environment variable, deploy the stack again",
        ],
        [{ PARAMETER_PATH: "/x" }, "PARAMETER_PATH: /x: must end in a slash; add it"],
        [{ ACCESS_MODE: "all" }, "ACCESS_MODE: all: must be readOnly or readWrite; deploy the stack again"],
        [
            { METRICS_NAMESPACE: "" },
            "METRICS_NAMESPACE: not set; the function needs this environment variable, deploy the stack again",
        ],
        ...[":x", "Größe", "two\nlines", "x".repeat(256)].map(
            (namespace) =>
                [
                    { METRICS_NAMESPACE: namespace },
                    `METRICS_NAMESPACE: ${namespace}: must be at most 255 ASCII characters, the first no colon; change it`,
                ] as const,
        ),
        [
            { CA_FILE: "/none" },
            "CA_FILE: /none: cannot be read; name a file with the database's certificate authorities",
        ],
    ];
    for (const [environment, message] of broken) {
        it(`answers ${JSON.stringify(environment).slice(0, 60)} as a faulty configuration`, async () => {
            const answer = await platform.access(environment)(event, lambdaContext());

            assert.deepEqual(answer, {
                ok: false,
                action: "query",
                error: { code: "configurationInvalid", message, retryable: false, outcome: "notSent" },
            });
        });
    }

    it("keeps connection, parameters and secret between invocations", async () => {
        const access = platform.access();
        await access(event, lambdaContext());
        platform.vault.calls.length = 0;
        platform.parameters.calls.length = 0;
        const before = await countSessions(platform, "reader_%");

        const answers = [await access(event, lambdaContext()), await access(event, lambdaContext())];

        assert.deepEqual(
            answers.map(({ ok }) => ok),
            [true, true],
        );
        assert.deepEqual([platform.vault.calls, platform.parameters.calls], [[], []]);
        assert.equal(await countSessions(platform, "reader_%"), before);
    });

    it("reads no secret that could write in a read-only stack", async () => {
        platform.vault.calls.length = 0;
        const access = platform.access({ ACCESS_MODE: "readOnly" });

        const answers = [
            await access(event, lambdaContext()),
            await access({ ...event, target: "writer" }, lambdaContext()),
        ];

        assert.deepEqual(
            answers.map(({ ok }) => ok),
            [true, true],
        );
        assert.deepEqual(
            platform.vault.calls.map(({ command, input }) => [command, input.SecretId]),
            [["GetSecretValueCommand", secretArns.reader]],
        );
    });

    it("answers with the login of its target", async () => {
        const access = platform.access();

        const reader = await access(event, lambdaContext());
        const writer = await access({ ...event, target: "writer" }, lambdaContext());

        assert.match(onlyValue(reader), /^reader_[ab]$/);
        assert.match(onlyValue(writer), /^application_[ab]$/);
    });

    it("loses no request to two rotations in a row", async () => {
        const access = platform.access();
        const fresh = platform.access();
        await fresh(event, lambdaContext());
        await terminate(platform, "reader_%");
        await access(event, lambdaContext());
        for (let round = 0; round < 2; round += 1) await platform.rotate("reader");
        await terminate(platform, "reader_%");
        platform.vault.calls.length = 0;

        const answer = await access(event, lambdaContext());

        assert.equal(answer.ok, true);
        const reads = platform.vault.calls.filter(({ command }) => command === "GetSecretValueCommand");
        assert.equal(reads.length, 1);
    });

    it("reads a secret once more when its password is refused, and then gives up", async () => {
        const current = platform.vault.value(secretArns.reader, "AWSCURRENT");
        platform.vault.overwrite(secretArns.reader, "AWSCURRENT", { ...current, password: "wrong" });
        platform.vault.calls.length = 0;

        const answer = await platform.access()(event, lambdaContext());
        const reads = platform.vault.calls.length;
        platform.vault.overwrite(secretArns.reader, "AWSCURRENT", current);

        assert.deepEqual(outcome(answer), ["authenticationFailed", false, "notSent"]);
        assert.equal(reads, 2);
    });

    it("repeats a read once when its connection is cut", async () => {
        const access = platform.access();
        await access(event, lambdaContext());
        platform.log.length = 0;

        const running = access({ action: "query", sql: "select current_user, pg_sleep(0.5)" }, lambdaContext());
        await waitForSleep(platform);
        await terminate(platform, "reader_%");
        const answer = await running;

        assert.equal(answer.ok, true);
        assert.match(String(platform.log[0]), /"attempts":2\}$/);
    });

    it("never repeats a write whose connection is cut", async () => {
        const access = platform.access();
        const sleep = { action: "query", sql: "select pg_sleep(20)", target: "writer" };

        const running = access(sleep, lambdaContext());
        await waitForSleep(platform);
        await terminate(platform, "application_%");
        const answer = await running;
        const next = await access({ ...event, target: "writer" }, lambdaContext());

        assert.deepEqual(outcome(answer), ["connectionLost", true, "failed"]);
        assert.equal(next.ok, true);
    });

    it("reconnects after its connection was cut between two invocations", async () => {
        const access = platform.access();
        await access({ ...event, target: "writer" }, lambdaContext());
        await terminate(platform, "application_%");

        const answer = await access({ ...event, target: "writer" }, lambdaContext());

        assert.equal(answer.ok, true);
    });

    it("tells a writer that has become a reader", async () => {
        const standby = platform.server.standby ?? assert.fail();
        const writes = { action: "query", sql: "create table mine (id int)", target: "writer" };

        const answer = await withParameters({ port: String(standby.port) }, (access) =>
            access(writes, lambdaContext(1500)),
        );

        assert.deepEqual(outcome(answer), ["writerDemoted", true, "failed"]);
    });

    const places: readonly (readonly [string, Readonly<Record<string, string>>, string, boolean])[] = [
        ["a host that is not known", { "reader-host": "nowhere.invalid" }, "hostNotFound", true],
        ["a port where nobody listens", { port: "1" }, "databaseUnreachable", true],
        ["a database that is not there", { name: "nowhere" }, "databaseMissing", false],
        ["a parameter without a value", { "reader-host": "" }, "parametersMissing", false],
    ];
    for (const [what, values, code, retryable] of places) {
        it(`answers ${what} with ${code}`, async () => {
            const answer = await withParameters(values, (access) => access(event, lambdaContext(1500)));

            assert.deepEqual(outcome(answer), [code, retryable, "notSent"]);
        });
    }

    it("names the parameters that are missing", async () => {
        const answer = await withParameters({ host: "", port: "" }, (access) => access(event, lambdaContext()));

        assert.equal(
            !answer.ok && answer.error.message,
            "/test/database/host, /test/database/port: not in the parameter store; deploy the stack again",
        );
    });

    const invalid: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
        ...["0", "65536", "5432.0", "5e3", "0x50", " 5432", "-1", "NaN", "port", "05432"].map(
            (port) => [{ port }, `port: ${port}: must be a whole number from 1 to 65535`] as const,
        ),
        [{ port: "9".repeat(200) }, `port: ${"9".repeat(60)}: must be a whole number from 1 to 65535`],
        [{ name: "a\0user\0b" }, "name: must not hold the character U+0000"],
        [{ "reader-host": "a\0b" }, "reader-host: must not hold the character U+0000"],
    ];
    for (const [values, rule] of invalid) {
        it(`refuses the parameters ${JSON.stringify(values).slice(0, 40)} by name`, async () => {
            const answer = await withParameters(values, (access) => access(event, lambdaContext()));

            assert.deepEqual(answer, {
                ok: false,
                action: "query",
                error: {
                    code: "parameterInvalid",
                    message: `/test/database/${rule}; deploy the stack again`,
                    retryable: false,
                    outcome: "notSent",
                },
            });
        });
    }

    it("refuses a server whose authority it does not know", async () => {
        const access = platform.access({ CA_FILE: join(folder, "alien.pem") });

        assert.deepEqual(outcome(await access(event, lambdaContext())), ["tlsNotTrusted", false, "notSent"]);
    });

    it("refuses a server of another name", async () => {
        // Resolvers take it for 127.0.0.1, which the certificate names; as a name it is not in there.
        const answer = await withParameters({ "reader-host": "127.1" }, (access) => access(event, lambdaContext()));

        assert.deepEqual(outcome(answer), ["tlsNotTrusted", false, "notSent"]);
    });

    const servers: readonly (readonly [string, (socket: net.Socket) => void, string, boolean])[] = [
        ["has no TLS", (socket) => void socket.once("data", () => socket.write("N")), "tlsRefused", false],
        [
            "slips text in before TLS",
            (socket) => void socket.once("data", () => socket.write("Sx")),
            "tlsRefused",
            false,
        ],
        ["closes at once", (socket) => void socket.destroy(), "databaseUnreachable", true],
        ["says nothing", () => undefined, "databaseUnreachable", true],
    ];
    for (const [what, behave, code, retryable] of servers) {
        it(`answers a server that ${what} with ${code}`, async () => {
            const server = net.createServer((socket) => {
                socket.on("error", () => undefined);
                behave(socket);
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const address = server.address();
            const port = String(typeof address === "object" ? address?.port : 0);

            const answer = await withParameters({ port, "reader-host": "127.0.0.1" }, (access) =>
                access(event, lambdaContext(1000)),
            );
            server.close();

            assert.deepEqual(outcome(answer), [code, retryable, "notSent"]);
        });
    }

    const secrets: readonly (readonly [string, string, string, boolean])[] = [
        ["no password yet", '{"engine":"postgres","host":"x"}', "credentialsNotReady", true],
        ["a password that is no text", '{"username":"reader_a","password":1}', "secretMalformed", false],
        ["a user name only", '{"username":"reader_a"}', "secretMalformed", false],
        ["a user name with a U+0000", '{"username":"a\\u0000user","password":"x"}', "secretMalformed", false],
        ["a password with a U+0000", '{"username":"reader_a","password":"a\\u0000b"}', "secretMalformed", false],
        ["an array", "[]", "secretMalformed", false],
        ["no JSON", "reader_a", "secretMalformed", false],
    ];
    for (const [what, value, code, retryable] of secrets) {
        it(`answers a secret that holds ${what} with ${code}`, async () => {
            const current = platform.vault.value(secretArns.reader, "AWSCURRENT");
            platform.vault.overwriteText(secretArns.reader, "AWSCURRENT", value);

            const answer = await platform.access()(event, lambdaContext());
            platform.vault.overwrite(secretArns.reader, "AWSCURRENT", current);

            assert.deepEqual(outcome(answer), [code, retryable, "notSent"]);
        });
    }

    const refusals: readonly (readonly [string, string, boolean])[] = [
        ["AccessDeniedException", "awsAccessDenied", false],
        ["ThrottlingException", "awsUnavailable", true],
        ["InternalServiceError", "awsUnavailable", true],
        ["ResourceNotFoundException", "awsUnavailable", false],
    ];
    for (const [name, code, retryable] of refusals) {
        it(`answers ${name} of either service with ${code}`, async () => {
            const fail = (): never => {
                throw awsFailure(name);
            };
            platform.parameters.onCall = fail;
            const parameters = await platform.access()(event, lambdaContext());
            platform.parameters.onCall = () => undefined;
            platform.vault.onCall = fail;
            const secret = await platform.access()(event, lambdaContext());

            assert.deepEqual(outcome(parameters), [code, retryable, "notSent"]);
            assert.deepEqual(outcome(secret), [code, retryable, "notSent"]);
        });
    }

    async function withParameters(
        values: Readonly<Record<string, string>>,
        work: (access: ReturnType<Platform["access"]>) => Promise<Answer>,
    ): Promise<Answer> {
        const before = [...platform.parameters.values];
        for (const [name, value] of Object.entries(values)) {
            platform.parameters.values.set(`/test/database/${name}`, value);
        }
        try {
            return await work(platform.access());
        } finally {
            for (const [name, value] of before) platform.parameters.values.set(name, value);
        }
    }
});

function outcome(answer: Answer): readonly unknown[] {
    return answer.ok ? ["ok"] : [answer.error.code, answer.error.retryable, answer.error.outcome];
}

function onlyValue(answer: Answer): string {
    return answer.ok && "rows" in answer ? String(answer.rows[0]?.[0]) : "";
}

async function countSessions({ superuser }: Platform, logins: string): Promise<string | undefined> {
    const [row] = await superuser<{ n: string }[]>`
        select count(*)::text as n from pg_stat_activity where usename like ${logins}`;
    return row?.n;
}

async function terminate({ superuser }: Platform, logins: string): Promise<void> {
    await superuser`select pg_terminate_backend(pid, 5000) from pg_stat_activity where usename like ${logins}`;
}

/** Waits, at most 5 seconds, until a session sleeps. */
async function waitForSleep({ superuser }: Platform): Promise<void> {
    for (let round = 0; round < 500; round += 1) {
        const rows = await superuser`select from pg_stat_activity where wait_event = 'PgSleep'`;
        if (rows.length > 0) return;
        await new Promise((resolve) => setTimeout(resolve, 10));
    }
    assert.fail("no session sleeps");
}
