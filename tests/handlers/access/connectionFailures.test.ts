import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import * as net from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createCertificateAuthority } from "../../../tools/local/postgres/certificates";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";
import { verdictOf } from "./verdict";
import { withParameters } from "./withParameters";

const event = { action: "query", sql: "select current_user" };

describe("the access function's connection to a server", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("connection_failures");
        await platform.rotate("reader");
    });

    after(async () => {
        await platform.drop();
    });

    const addresses: readonly (readonly [
        title: string,
        parameters: Readonly<Record<string, string>>,
        code: string,
        retryable: boolean,
    ])[] = [
        ["an unknown host name", { "reader-host": "nowhere.invalid" }, "hostNotFound", true],
        ["a port without a listener", { port: "1" }, "databaseUnreachable", true],
        ["a database that does not exist", { name: "nowhere" }, "databaseMissing", false],
    ];
    for (const [title, parameters, code, retryable] of addresses) {
        it(`fails with ${code} for ${title}`, async () => {
            const answer = await withParameters(platform, parameters, (access) => access(event, lambdaContext(1500)));

            assert.deepEqual(verdictOf(answer), [code, retryable, "notSent"]);
        });
    }

    it("is refused if the server's certificate is of an unknown authority", async () => {
        const folder = mkdtempSync(join(tmpdir(), "access-test-"));
        writeFileSync(join(folder, "alien.pem"), (await createCertificateAuthority()).certificate);
        const access = platform.access({ CA_FILE: join(folder, "alien.pem") });

        const answer = await access(event, lambdaContext());
        rmSync(folder, { recursive: true });

        assert.deepEqual(verdictOf(answer), ["tlsNotTrusted", false, "notSent"]);
    });

    it("is refused if the server's certificate is for another name", async () => {
        // Resolvers turn this name into 127.0.0.1, which the certificate contains; it does not contain the name.
        const parameters = { "reader-host": "127.1" };

        const answer = await withParameters(platform, parameters, (access) => access(event, lambdaContext()));

        assert.deepEqual(verdictOf(answer), ["tlsNotTrusted", false, "notSent"]);
    });

    const servers: readonly (readonly [
        title: string,
        accept: (socket: net.Socket) => void,
        code: string,
        retryable: boolean,
    ])[] = [
        ["has no TLS", (socket) => void socket.once("data", () => socket.write("N")), "tlsRefused", false],
        ["sends text before TLS", (socket) => void socket.once("data", () => socket.write("Sx")), "tlsRefused", false],
        ["closes connections at once", (socket) => void socket.destroy(), "databaseUnreachable", true],
        ["sends nothing", () => undefined, "databaseUnreachable", true],
    ];
    for (const [title, accept, code, retryable] of servers) {
        it(`fails with ${code} if the server ${title}`, async () => {
            const server = net.createServer((socket) => {
                socket.on("error", () => undefined);
                accept(socket);
            });
            await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
            const address = server.address();
            const port = String(typeof address === "object" ? address?.port : 0);

            const answer = await withParameters(platform, { port, "reader-host": "127.0.0.1" }, (access) =>
                access(event, lambdaContext(1000)),
            );
            server.close();

            assert.deepEqual(verdictOf(answer), [code, retryable, "notSent"]);
        });
    }
});
