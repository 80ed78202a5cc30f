import { createConnection } from "node:net";

/** Whether this machine accepts connections at a port. */
export async function accepts(port: number): Promise<boolean> {
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
