import * as tls from "node:tls";

/** The server's certificate and private key. */
export interface EchoServerEvent {
    readonly certificate: string;
    readonly privateKey: string;
}

/**
 * Starts a server that echoes what it receives. It ends with its process.
 *
 * @returns its port
 */
export async function handler({ certificate, privateKey }: EchoServerEvent): Promise<{ readonly port: number }> {
    const server = tls.createServer({ cert: certificate, key: privateKey, minVersion: "TLSv1.2" }, (socket) => {
        socket.setNoDelay(true);
        socket.on("error", () => socket.destroy());
        socket.on("data", (data: Buffer) => socket.write(data));
    });
    await new Promise<void>((resolve) => {
        server.listen(0, "127.0.0.1", resolve);
    });
    const address = server.address();
    if (address === null || typeof address === "string") {
        throw new Error("the echo server has no port");
    }
    return { port: address.port };
}
