import { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { createServerMessages } from "./serverMessages";

/**
 * Wraps a socket for the driver, which then receives only complete and checked messages. A message that is not part of
 * PostgreSQL's protocol destroys the connection with `connectionLost`. Ends and errors pass both ways.
 */
export function checkedSocket(socket: TLSSocket): Duplex {
    const messages = createServerMessages();
    const checked = new Duplex({
        allowHalfOpen: false,
        read: () => {
            socket.resume();
        },
        write: (bytes: Buffer, _encoding, done) => {
            messages.sent(bytes);
            socket.write(bytes, done);
        },
        final: (done) => {
            socket.end(done);
        },
        destroy: (error, done) => {
            socket.destroy();
            done(error);
        },
    });
    socket.on("data", (bytes: Buffer) => {
        try {
            const whole = messages.received(bytes);
            if (whole.length > 0 && !checked.push(whole)) {
                socket.pause();
            }
        } catch (error) {
            checked.destroy(error instanceof Error ? error : undefined);
        }
    });
    socket.on("error", (error: Error) => checked.destroy(error));
    socket.on("close", () => checked.destroy());
    // The driver reads it before it closes a connection gracefully.
    return Object.defineProperty(checked, "readyState", { get: () => socket.readyState });
}
