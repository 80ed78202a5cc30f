import * as net from "node:net";
import * as tls from "node:tls";
import type { ServerCertificate } from "../../../local/postgres/certificates";

/** A server that speaks PostgreSQL's protocol up to TLS, and no further. */
export interface TlsServer {
    readonly port: number;
    stop(): Promise<void>;
}

/** Starts a server that offers TLS with a certificate; without one it refuses TLS, as PostgreSQL does. */
export async function startTlsServer(certificate: ServerCertificate | undefined): Promise<TlsServer> {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => {
        sockets.add(socket);
        socket.on("error", ignore).on("close", () => sockets.delete(socket));
        // The request for TLS comes first, in one piece.
        socket.once("data", () => {
            socket.write(certificate === undefined ? "N" : "S");
            if (certificate !== undefined) {
                const { certificate: cert, privateKey: key } = certificate;
                new tls.TLSSocket(socket, { isServer: true, cert, key }).on("error", ignore);
            }
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return {
        port: address.port,
        stop: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

function ignore(): void {
    // The client ends the connection as soon as it has seen the certificate.
}
