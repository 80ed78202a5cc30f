import type postgres from "postgres";
import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { codedError, isCodedError } from "../errors";
import { createSession } from "./createSession";
import { databaseError } from "./databaseError";
import { type Backend, endWork } from "./endWork";
import { newerSettings, newerSettingsMajor, pausingSettings, pinnedSettings } from "./pinnedSettings";
import type { Session, SessionOptions } from "./session";
import { openSocket } from "./socket";

/** Time limit for connecting: after a failover the old address may not respond at all. Milliseconds. */
const connectLimit = 5000;

/**
 * Connects, verifies the server and logs in, within five seconds and half of the time left. Waits until the deadline
 * for a database that pauses.
 *
 * @throws a coded error with the outcome `notSent`: `databaseStarting` if a database that pauses has accepted the
 * connection but not answered.
 */
export async function openSession(
    connect: typeof postgres,
    options: SessionOptions,
    deadline: Deadline,
): Promise<Session> {
    if (options.pauses !== true) {
        return await inPartOf(deadline, connectLimit, "databaseUnreachable", (part) =>
            tryToOpen(connect, options, part),
        );
    }
    try {
        return await tryToOpen(connect, options, deadline);
    } catch (error) {
        throw isCodedError(error) && error.code === "deadlineExceeded" ? codedError("databaseStarting") : error;
    }
}

async function tryToOpen(connect: typeof postgres, options: SessionOptions, deadline: Deadline): Promise<Session> {
    try {
        return await start(connect, options, deadline);
    } catch (error) {
        throw databaseError(error, "connect");
    }
}

/**
 * Starts a session. Starts another one with `morePins` if the login or the database has changed settings that only
 * newer servers have, because the server's version is not known before.
 */
async function start(
    connect: typeof postgres,
    options: SessionOptions,
    deadline: Deadline,
    morePins?: Readonly<Record<string, string>>,
): Promise<Session> {
    const socket = await openSocket(options, deadline, options.pauses === true ? connectLimit : undefined);
    const pins = options.pauses === true ? { ...pinnedSettings, ...pausingSettings } : pinnedSettings;
    const session = createSession(connect, options, socket, { ...pins, ...morePins });
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
        // A changed transaction time-out may end the connection before the first query returns.
        if (morePins === undefined && !isRefused && knowsNewerSettings(session.sql)) {
            return await start(connect, options, deadline, newerSettings);
        }
        throw error;
    }
}

/** Reads the version that the server reported at login. */
function knowsNewerSettings({ parameters }: postgres.Sql): boolean {
    return Number.parseInt(String(parameters.server_version), 10) >= newerSettingsMajor;
}

/**
 * Reads the time by the server's clock, whether this is the last connection that its login may have, and which of the
 * newer settings are changed.
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
