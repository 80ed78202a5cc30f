import { Duplex } from "node:stream";
import type { TLSSocket } from "node:tls";
import { codedError } from "../errors";
import { createServerMessages } from "./serverMessages";

/** A client's conversation with the server past the driver. */
export interface Exchange {
    /** Takes one message of the server. */
    readonly received: (message: Buffer) => void;
    /** The connection is closed. No message follows. */
    readonly closed: (error: Error) => void;
}

/** A socket whose messages are complete and checked, for the driver and for exchanges past it. */
export interface CheckedSocket {
    /** The driver's side. */
    readonly stream: Duplex;
    /**
     * Starts an exchange. The exchange gets the server's messages up to the next ReadyForQuery, which its Sync causes.
     * The driver gets those after it.
     *
     * @throws if a response to the driver is still due, because the exchange would take it.
     */
    readonly bypass: (exchange: Exchange) => ExchangeWriter;
}

/** Sends complete messages of an exchange. */
export interface ExchangeWriter {
    readonly send: (messages: Buffer) => void;
    /** Sends the last messages of an exchange in one piece with the driver's next message. */
    readonly sendWithNext: (messages: Buffer) => void;
}

/**
 * Checks the messages of a socket. A message that is not part of PostgreSQL's protocol destroys the connection with
 * `connectionLost`. Ends and errors pass both ways.
 */
export function checkedSocket(socket: TLSSocket): CheckedSocket {
    const messages = createServerMessages();
    let exchange: Exchange | undefined;
    let held: Buffer | undefined;
    const stream = new Duplex({
        allowHalfOpen: false,
        read: () => {
            socket.resume();
        },
        write: (bytes: Buffer, _encoding, done) => {
            const all = held === undefined ? bytes : Buffer.concat([held, bytes]);
            held = undefined;
            messages.sent(all);
            socket.write(all, done);
        },
        final: (done) => {
            socket.end(done);
        },
        destroy: (error, done) => {
            socket.destroy();
            exchange?.closed(error ?? codedError("connectionLost"));
            exchange = undefined;
            done(error);
        },
    });

    /** Passes messages to the exchange. Returns those after its end. */
    function passToExchange(bytes: Buffer): Buffer {
        let at = 0;
        while (exchange !== undefined && at < bytes.length) {
            const message = bytes.subarray(at, at + 1 + bytes.readUInt32BE(at + 1));
            const { received } = exchange;
            if (message[0] === readyForQuery) {
                exchange = undefined;
            }
            received(message);
            at += message.length;
        }
        return bytes.subarray(at);
    }

    socket.on("data", (bytes: Buffer) => {
        try {
            const forDriver = passToExchange(messages.received(bytes));
            if (forDriver.length > 0 && !stream.push(forDriver)) {
                socket.pause();
            }
        } catch (error) {
            stream.destroy(error instanceof Error ? error : undefined);
        }
    });
    socket.on("error", (error: Error) => stream.destroy(error));
    socket.on("close", () => stream.destroy());
    // The driver reads it before it closes a connection gracefully.
    Object.defineProperty(stream, "readyState", { get: () => socket.readyState });

    return {
        stream,
        bypass: (started) => {
            if (stream.destroyed) {
                started.closed(codedError("connectionLost"));
            } else if (exchange === undefined && messages.isIdle()) {
                exchange = started;
            } else {
                throw new Error("the connection is in use");
            }
            return {
                send: (bytes) => {
                    messages.sent(bytes);
                    socket.write(bytes);
                },
                sendWithNext: (bytes) => {
                    held = bytes;
                },
            };
        },
    };
}

const readyForQuery = "Z".charCodeAt(0);
