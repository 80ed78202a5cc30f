import type postgres from "postgres";
import type { TLSSocket } from "node:tls";
import { inPartOf, untilDeadline, type Deadline } from "../deadline";
import { codedError } from "../errors";
import type { Login } from "../secrets";
import { cancelWork } from "./cancelWork";
import { databaseError } from "./databaseError";
import { openSocket, type ServerAddress } from "./socket";

/** Where and as whom to connect. */
export interface SessionOptions extends ServerAddress, Login {
    readonly database: string;
    /** Shown in `pg_stat_activity`. */
    readonly applicationName: string;
    /**
     * Where names without a schema are looked for. A schema in which others make functions may be in it for a login that
     * could do what those may: a function there can be a better match than PostgreSQL's own.
     */
    readonly searchPath: "experimentation" | "pg_catalog";
}

/** One verified connection, and the driver that speaks over it. It never reconnects: a broken one is replaced. */
export interface Session {
    readonly sql: postgres.Sql;
    /** What the client's own socket says: `pg_stat_ssl` would be the server's view. */
    readonly tls: { readonly version: string; readonly cipher: string };
    /** Whether the connection may still be used. */
    isOpen(): boolean;
    /** Destroys the connection once it has received `bytes` more; work in progress then fails with `tooLarge`. */
    limitBytes(bytes: number): void;
    /** Ends the connection in order, or by force where the server does not follow at once. */
    close(): Promise<void>;
    /** Ends the connection at once. Work in progress fails here; on the server it goes on. */
    destroy(): void;
    /** Ends the connection, and tells the server to stop what it does for it. Takes 300 ms at most, and never throws. */
    abandon(): Promise<void>;
}

/** How long one attempt to connect may take. Milliseconds. After a failover the old address may not answer at all. */
const connectLimit = 5000;

/** How long a connection may take to end in order: less than the time that is kept for the answer. Seconds. */
const closeSeconds = 0.25;

/**
 * Connects, verifies and logs in, within five seconds and half of the time that is left. Throws an error of the closed
 * list, its outcome being `notSent`.
 */
export async function openSession(
    connect: typeof postgres,
    options: SessionOptions,
    deadline: Deadline,
): Promise<Session> {
    return await inPartOf(deadline, connectLimit, "databaseUnreachable", (part) => tryToOpen(connect, options, part));
}

async function tryToOpen(connect: typeof postgres, options: SessionOptions, deadline: Deadline): Promise<Session> {
    try {
        const socket = await openSocket(options, deadline);
        const session = createSession(connect, options, socket);
        try {
            const { state } = await untilDeadline(session.sql.unsafe("select 1"), deadline, "notSent");
            return {
                ...session,
                abandon: async () => {
                    session.destroy();
                    await cancelWork(options, state);
                },
            };
        } catch (error) {
            session.destroy();
            throw error;
        }
    } catch (error) {
        throw databaseError(error, "connect");
    }
}

function createSession(connect: typeof postgres, options: SessionOptions, socket: TLSSocket): Omit<Session, "abandon"> {
    let byteLimit = Number.POSITIVE_INFINITY;
    let unused: TLSSocket | undefined = socket;
    socket.on("data", () => {
        if (socket.bytesRead > byteLimit) {
            socket.destroy(codedError("tooLarge"));
        }
    });
    const driverOptions = {
        host: options.host,
        port: options.port,
        database: options.database,
        user: options.username,
        password: options.password,
        // Each socket is used once: where the driver would reconnect by itself, it gets an error instead.
        socket: () => {
            const once = unused;
            unused = undefined;
            if (once === undefined) {
                throw codedError("connectionLost");
            }
            return once;
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
            // What a login may set for itself (`ALTER ROLE … SET`) does not hold here: any statement could have done it.
            search_path: options.searchPath,
            // The driver leaves out what is false.
            options: "-c default_transaction_read_only=off",
            default_transaction_isolation: "read committed" as const,
        },
    };
    const sql = connect(driverOptions);
    return {
        sql,
        tls: { version: socket.getProtocol() ?? "none", cipher: socket.getCipher().name },
        isOpen: () => !socket.destroyed && socket.readyState === "open",
        limitBytes: (bytes) => {
            byteLimit = socket.bytesRead + bytes;
        },
        close: async () => {
            // A connection that was given up has nobody to take leave of, and no time is left for it.
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
 * Sends every parameter's text as it is. The driver's own conversions would turn the text "true" into false, cut
 * microseconds off times and quote JSON once more.
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
