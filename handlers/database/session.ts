import type postgres from "postgres";
import type { TLSSocket } from "node:tls";
import { deadlineIn, untilDeadline, type Deadline } from "../deadline";
import { codedError } from "../errors";
import type { Login } from "../secrets";
import { databaseError } from "./databaseError";
import { openSocket, type ServerAddress } from "./socket";

/** Where and as whom to connect. */
export interface SessionOptions extends ServerAddress, Login {
    readonly database: string;
    /** Shown in `pg_stat_activity`. */
    readonly applicationName: string;
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

/** How long a connection may take to end in order: less than the time that is kept for the answer. Seconds. */
const closeSeconds = 0.25;

/** Connects, verifies and logs in. Throws an error of the closed list, its outcome being `notSent`. */
export async function openSession(
    connect: typeof postgres,
    options: SessionOptions,
    deadline: Deadline,
): Promise<Session> {
    try {
        const socket = await openSocket(options, deadline);
        const session = createSession(connect, options, socket);
        try {
            const { state } = await untilDeadline(session.sql.unsafe("select 1"), deadline, "notSent");
            return {
                ...session,
                abandon: async () => {
                    session.destroy();
                    await atMost(cancelWait, cancelWork(options, state));
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

/**
 * The server notices a lost client only when it has something to send: until then a statement would hold its locks and
 * its connection. So it is cancelled, over a connection of its own, as PostgreSQL has it.
 */
async function cancelWork(address: ServerAddress, { pid, secret }: BackendKey): Promise<void> {
    const deadline = deadlineIn(cancelLimit);
    try {
        const socket = await openSocket(address, deadline);
        const request = Buffer.alloc(16);
        [16, 80877102, pid, secret].forEach((value, index) => request.writeUInt32BE(value, 4 * index));
        const closed = new Promise<void>((resolve) => socket.once("close", resolve));
        socket.resume().end(request);
        await untilDeadline(closed, deadline, "notSent").finally(() => socket.destroy());
    } catch {
        // The server cannot be reached: then it will notice the lost client itself.
    } finally {
        deadline.stop();
    }
}

/** What a cancellation has to name, as the server told the driver. */
interface BackendKey {
    readonly pid: number;
    readonly secret: number;
}

/** How long a cancellation may take. Milliseconds. */
const cancelLimit = 5000;

/** How long an answer waits for it: less than what a deadline keeps back for the answer. Milliseconds. */
const cancelWait = 300;

async function atMost(milliseconds: number, work: Promise<void>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const over = new Promise<void>((resolve) => {
        timer = setTimeout(resolve, milliseconds);
    });
    await Promise.race([work, over]);
    clearTimeout(timer);
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
        connection: { application_name: options.applicationName },
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
            await sql.end({ timeout: closeSeconds });
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
