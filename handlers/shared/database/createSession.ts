import type { TLSSocket } from "node:tls";
import type postgres from "postgres";
import { codedError } from "../errors";
import { checkedSocket } from "./checkedSocket";
import { startOptions } from "./pinnedSettings";
import type { Session, SessionOptions } from "./session";

/** Time limit for closing a connection gracefully: less than the time reserved for the response. Seconds. */
const closeSeconds = 0.25;

/** Creates a session over a verified socket. Its first statement logs in. `settings` apply until the session ends. */
export function createSession(
    connect: typeof postgres,
    options: SessionOptions,
    socket: TLSSocket,
    settings: Readonly<Record<string, string>>,
): Omit<Session, "abandon"> {
    let byteLimit = Number.POSITIVE_INFINITY;
    socket.on("data", () => {
        if (socket.bytesRead > byteLimit) {
            socket.destroy(codedError("tooLarge"));
        }
    });
    const { stream, bypass } = checkedSocket(socket);
    let isUsed = false;
    const driverOptions = {
        host: options.host,
        port: options.port,
        database: options.database,
        user: options.username,
        password: options.password,
        // Each socket is used once, so that an attempt of the driver to reconnect fails.
        socket: () => {
            if (isUsed) {
                throw codedError("connectionLost");
            }
            isUsed = true;
            return stream;
        },
        // The socket is encrypted already.
        ssl: false,
        max: 1,
        idle_timeout: 0,
        connect_timeout: 0,
        max_lifetime: null,
        prepare: false,
        fetch_types: false,
        types: { text: sentAsText() },
        onnotice: () => undefined,
        connection: {
            application_name: options.applicationName,
            search_path: options.searchPath,
            options: startOptions({ ...settings, lock_timeout: String(options.lockTimeoutMs) }),
        },
    };
    const sql = connect(driverOptions);
    return {
        sql,
        bypass,
        tls: { version: socket.getProtocol() ?? "none", cipher: socket.getCipher().name },
        isOpen: () => !socket.destroyed && socket.readyState === "open",
        limitBytes: (bytes) => {
            byteLimit = socket.bytesRead + bytes;
        },
        close: async () => {
            // A destroyed socket cannot be closed gracefully.
            if (!socket.destroyed) {
                await sql.end({ timeout: closeSeconds });
            }
            socket.destroy();
        },
        destroy: () => {
            socket.destroy();
        },
    };
}

/**
 * Sends the text of every parameter unchanged. The driver's own conversions would turn the text "true" into false, cut
 * off the microseconds of times and quote JSON twice.
 */
function sentAsText() {
    const boolean = 16;
    const bytea = 17;
    const smallIntegers = [21, 23, 26];
    const floats = [700, 701];
    const json = [114, 3802];
    const times = [1082, 1114, 1184];
    return {
        to: 25,
        from: [boolean, bytea, ...smallIntegers, ...floats, ...json, ...times],
        serialize: (value: unknown) => String(value),
        parse: (text: string) => text,
    };
}
