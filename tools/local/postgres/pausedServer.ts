import * as net from "node:net";
import { setTimeout as delay } from "node:timers/promises";

/** A proxy on loopback in front of a server that is paused until its first connection. */
export interface PausedServer {
    readonly port: number;
    /** Closes the listener and all connections. */
    stop(): Promise<void>;
}

/** Returns a function whose first call begins to resume. All calls wait for the same moment. */
export function resumesAfter(milliseconds: number): () => Promise<void> {
    let resumed: Promise<void> | undefined;
    return () => (resumed ??= delay(milliseconds, undefined, { ref: false }));
}

/**
 * Starts a proxy that accepts every connection at once, and passes it on when the server has resumed: as an Aurora
 * instance of Serverless v2 that has paused, as far as its clients can tell.
 *
 * @param port the server's port on this machine.
 * @param resumed called at each connection; servers that resume together have the same.
 */
export async function startPausedServer(port: number, resumed: () => Promise<void>): Promise<PausedServer> {
    const sockets = new Set<net.Socket>();
    const keep = (socket: net.Socket, other: net.Socket): void => {
        sockets.add(socket);
        // When one side closes or fails, so does the other.
        socket
            .on("error", () => other.destroy())
            .on("close", () => {
                sockets.delete(socket);
                other.destroy();
            });
    };
    const listener = net.createServer({ noDelay: true }, (client) => {
        const server = new net.Socket();
        keep(client, server);
        keep(server, client);
        void resumed().then(() => {
            if (client.destroyed) return;
            server.connect({ host: "127.0.0.1", port, noDelay: true });
            client.pipe(server).pipe(client);
        });
    });
    await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
    const address = listener.address();
    if (address === null || typeof address === "string") throw new Error("the proxy has no port");
    return {
        port: address.port,
        stop: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => listener.close(resolve));
        },
    };
}
