import type { Server } from "node:http";

/**
 * Starts a server on a free port of 127.0.0.1.
 * @returns the port
 */
export async function listenOnLoopback(server: Server): Promise<number> {
    await new Promise<void>((resolve, reject) => {
        server.once("error", reject);
        server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("The server on 127.0.0.1 has no port, although it listens.");
    }
    return address.port;
}

/** Ends a server and every connection to it. May be called twice. */
export async function closeServer(server: Server): Promise<void> {
    const closed = new Promise<void>((resolve) => {
        server.close(() => {
            resolve();
        });
    });
    server.closeAllConnections();
    await closed;
}
