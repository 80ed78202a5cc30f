import type { Session } from "../../shared/database/session";
import { codedError } from "../../shared/errors";
import type { Connections, Invocation } from "../connections";
import { blockersQuery, type Check, fixes } from "./blockers";

/** Something that a major upgrade refuses. */
export interface Blocker {
    readonly check: Check;
    /** The object's name. */
    readonly object: string;
    readonly fix: string;
}

/** The result of `upgradeCheck`. */
export interface UpgradeResult {
    /** The running major version. */
    readonly from: number;
    readonly to: number;
    /** Empty if nothing was found. At most 200. */
    readonly blockers: readonly Blocker[];
    /** What was not checked, and what to do after the upgrade. */
    readonly notes: readonly string[];
}

/**
 * Finds out what would block an upgrade of the server to another major version. Reads catalogues only.
 *
 * @throws `eventInvalid` if the server already runs this version or a newer one.
 */
export async function upgradeCheck(
    connections: Connections,
    major: number,
    invocation: Invocation,
): Promise<UpgradeResult> {
    const target = { login: "reader", endpoint: "writer", mode: "read", retryUntilDeadline: true } as const;
    return await connections.run(target, invocation, (session) => examine(session, major));
}

async function examine({ sql }: Session, major: number): Promise<UpgradeResult> {
    const [server] = await sql<{ major: string; database: string; others: string | null; extensions: string | null }[]>`
        select current_setting('server_version_num')::int / 10000 as major, current_database() as database,
               (select string_agg(quote_ident(datname), ', ' order by datname) from pg_database
                 where datallowconn and datname not in (current_database(), 'template1', 'postgres', 'rdsadmin')) as others,
               (select string_agg(quote_ident(extname), ', ' order by extname) from pg_extension
                 where extname <> 'plpgsql') as extensions`;
    const from = Number(server?.major);
    if (major <= from) {
        throw codedError("eventInvalid", {
            message: `major: ${major}: must be newer than the running ${from}; choose the version to upgrade to`,
        });
    }
    const rows = await sql.unsafe<{ check: Check; object: string }[]>(blockersQuery, [String(major)]);
    const { others = null, extensions = null, database = "" } = server ?? {};
    return {
        from,
        to: major,
        blockers: rows.map(({ check, object }) => ({ check, object, fix: fixes[check] })),
        notes: [
            `Columns, inherited NOT NULL, views and extensions were checked in the database ${database} only.`,
            ...(others === null ? [] : [`Check these databases too: ${others}.`]),
            ...(extensions === null ? [] : [`After the upgrade, update the extensions: ${extensions}.`]),
            "After the upgrade, run ANALYZE in each database.",
        ],
    };
}
