import assert from "node:assert/strict";
import * as net from "node:net";
import * as tls from "node:tls";
import { ExtendedKeyUsage } from "@peculiar/x509";
import { databaseError } from "../../../../handlers/shared/database/databaseError";
import { openSocket } from "../../../../handlers/shared/database/socket";
import { deadlineIn } from "../../../../handlers/shared/deadline";
import { type CertificateChain, type Flaws, issueChain } from "./certificateChains";

describe("openSocket", () => {
    const chains: readonly (readonly [title: string, flaws: Flaws, nodeCode: string | undefined])[] = [
        ["a valid chain", {}, undefined],
        ["a certificate for clients", { usage: ExtendedKeyUsage.clientAuth }, "INVALID_PURPOSE"],
        ["a chain that is too long for its authority", { isTooLong: true }, "PATH_LENGTH_EXCEEDED"],
        ["a certificate with an unknown critical extension", { isUnknown: true }, "UNSPECIFIED"],
    ];
    for (const [title, flaws, nodeCode] of chains) {
        it(`${nodeCode === undefined ? "accepts" : `refuses with ${nodeCode}:`} ${title}`, async () => {
            const chain = await issueChain(flaws);
            const server = await startServer(chain);
            const deadline = deadlineIn(5000);

            const caught = await openSocket(
                { host: "localhost", port: server.port, ca: chain.authority },
                deadline,
            ).then(
                (socket) => void socket.destroy(),
                (error: unknown) => error,
            );
            deadline.stop();
            server.stop();

            assert.equal(caught && Reflect.get(Object(caught), "code"), nodeCode);
            assert.equal(caught && databaseError(caught, "connect").code, nodeCode && "tlsNotTrusted");
        });
    }
});

/** Starts a server that accepts the request for TLS and begins the handshake. */
async function startServer(chain: CertificateChain): Promise<{ readonly port: number; stop(): void }> {
    const server = net.createServer((socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => {
            socket.write("S");
            const options = { isServer: true, cert: chain.chain, key: chain.privateKey };
            new tls.TLSSocket(socket, options).on("error", () => undefined);
        });
    });
    await new Promise<void>((resolve) => server.listen(0, resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return { port: address.port, stop: () => server.close() };
}
