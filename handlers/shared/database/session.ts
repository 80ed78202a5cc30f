import type postgres from "postgres";
import { inPartOf, untilDeadline, type Deadline } from "../deadline";
import { codedError, isCodedError } from "../errors";
import type { Login } from "../secrets";
import { createSession } from "./createSession";
import { databaseError } from "./databaseError";
import { endWork, type Backend } from "./endWork";
import { newerSettings, newerSettingsMajor, pinnedSettings } from "./pinnedSettings";
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
    /** How long a statement may wait for a lock; 0: as long as it may run. Milliseconds. */
    readonly lockTimeoutMs: number;
    /** Whether to refuse the last of the login's connections, from which what runs on can still be ended. Default: false. */
    readonly leavesOneFree?: boolean;
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
    /** Ends the connection, and what the server does for it, as `endWork` says. Takes 300 ms at most, and never throws. */
    abandon(): Promise<void>;
}

/** How long one attempt to connect may take. Milliseconds. After a failover the old address may not answer at all. */
const connectLimit = 5000;

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
        return await start(connect, options, deadline);
    } catch (error) {
        throw databaseError(error, "connect");
    }
}

/**
 * Starts a session, and once more with `morePins` where settings that only newer servers know are changed: the start of a
 * session cannot ask for the server's version first.
 */
async function start(
    connect: typeof postgres,
    options: SessionOptions,
    deadline: Deadline,
    morePins?: Readonly<Record<string, string>>,
): Promise<Session> {
    const socket = await openSocket(options, deadline);
    const session = createSession(connect, options, socket, { ...pinnedSettings, ...morePins });
    try {
        const rows = await untilDeadline(session.sql.unsafe<FirstRow[]>(firstQuery), deadline, "notSent");
        const row = rows[0] ?? {};
        const changed = Object.entries(newerSettings).filter(([name]) => row[name] === "t");
        if (morePins === undefined && changed.length > 0) {
            session.destroy();
            return await start(connect, options, deadline, Object.fromEntries(changed));
        }
        if (options.leavesOneFree === true && row.last === "t") {
            throw codedError("tooManyConnections");
        }
        const backend: Backend = { ...rows.state, opened: String(row.opened) };
        return {
            ...session,
            abandon: async () => {
                session.destroy();
                await endWork(options, backend, (part) =>
                    openSession(connect, { ...options, leavesOneFree: false }, part),
                );
            },
        };
    } catch (error) {
        session.destroy();
        const isRefused = isCodedError(error) && error.code === "tooManyConnections";
        // A transaction time-out of a millisecond ends the connection before it can say so.
        if (morePins === undefined && !isRefused && knowsNewerSettings(session.sql)) {
            return await start(connect, options, deadline, newerSettings);
        }
        throw error;
    }
}

/** What the server has said of itself when it let the login in. */
function knowsNewerSettings({ parameters }: postgres.Sql): boolean {
    return Number.parseInt(String(parameters.server_version), 10) >= newerSettingsMajor;
}

/**
 * When the session was there, by the server's clock; whether it is the last that its login may have; which of the newer
 * settings somebody has changed.
 */
const firstQuery = `select ${[
    "pg_catalog.now() as opened",
    `(select rolconnlimit > 0 and rolconnlimit <= (select count(*) from pg_catalog.pg_stat_activity
        where usename = rolname) from pg_catalog.pg_roles where rolname = session_user) as last`,
    ...Object.entries(newerSettings).map(
        ([name, value]) => `pg_catalog.current_setting('${name}', true) <> '${value}' as ${name}`,
    ),
].join(", ")}`;

type FirstRow = Readonly<Record<string, string | null>>;
