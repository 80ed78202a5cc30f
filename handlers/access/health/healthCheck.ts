import type { Session } from "../../shared/database/session";
import { type CodedError, isCodedError } from "../../shared/errors";
import type { Extension } from "../../shared/extensions";
import type { Connections, Invocation } from "../connections";
import type { EndpointKind } from "../parameters";
import { migrationsTable } from "../schema/migrations";
import type { AccessSettings } from "../settings";
import { readAuroraFacts, readStandbyLag } from "./aurora";
import { type ExtensionHealth, readExtensionHealth } from "./extensions";

/** The health of one endpoint of the cluster. */
export interface EndpointHealth {
    /** PostgreSQL's version. */
    readonly serverVersion: string;
    /** Aurora's version and instance; null on a plain PostgreSQL. */
    readonly auroraVersion: string | null;
    readonly instance: string | null;
    /** The instance's role. With a single instance, the reader endpoint leads to the writer. */
    readonly role: "writer" | "reader";
    readonly tlsVersion: string;
    readonly tlsCipher: string;
    /** One round trip, in milliseconds. */
    readonly latencyMs: number;
    /** The latest migration; null before the first. */
    readonly schemaVersion: number | null;
    readonly connections: number;
    readonly maxConnections: number;
    /** Milliseconds behind the writer; null on the writer. */
    readonly replicaLagMs: number | null;
    /** The configured extensions. */
    readonly extensions: readonly ExtensionHealth[];
}

/** The health of both endpoints, or the error of an endpoint's check. */
export type Health = Readonly<Record<EndpointKind, EndpointHealth | CodedError>>;

/** Checks both endpoints at the same time, with the login that may only read. */
export async function healthCheck(
    connections: Connections,
    { extensions }: AccessSettings,
    invocation: Invocation,
): Promise<Health> {
    const check = async (endpoint: EndpointKind): Promise<EndpointHealth | CodedError> => {
        // A health check reports the current state, so it does not wait for a database that is starting.
        const target = { login: "reader", endpoint, mode: "read", retryUntilDeadline: false } as const;
        try {
            return await connections.run(target, invocation, (session) => examine(session, extensions));
        } catch (error) {
            if (isCodedError(error)) {
                return error;
            }
            throw error;
        }
    };
    const [writer, reader] = await Promise.all([check("writer"), check("reader")]);
    return { writer, reader };
}

async function examine(session: Session, extensions: readonly Extension[]): Promise<EndpointHealth> {
    const { sql, tls } = session;
    const start = performance.now();
    await sql.unsafe("select 1");
    const latencyMs = Math.round((performance.now() - start) * 1000) / 1000;
    const aurora = await readAuroraFacts(sql);
    const replicaLagMs = aurora === undefined ? await readStandbyLag(sql) : aurora.replicaLagMs;
    const [server] = await sql<ServerRow[]>`
        select current_setting('server_version') as version, pg_is_in_recovery() as reader,
            (select sum(numbackends)::int from pg_stat_database) as connections,
            current_setting('max_connections')::int as limit,
            to_regclass(${migrationsTable}) is not null as migrated`;
    return {
        serverVersion: server?.version ?? "",
        auroraVersion: aurora?.version ?? null,
        instance: aurora?.instance ?? null,
        role: server?.reader === "t" ? "reader" : "writer",
        tlsVersion: tls.version,
        tlsCipher: tls.cipher,
        latencyMs,
        schemaVersion: server?.migrated === "t" ? await readSchemaVersion(session) : null,
        connections: Number(server?.connections),
        maxConnections: Number(server?.limit),
        replicaLagMs,
        extensions: await readExtensionHealth(sql, extensions),
    };
}

/** The text of each value, because sessions convert nothing. */
interface ServerRow {
    readonly version: string;
    readonly reader: string;
    readonly connections: string;
    readonly limit: string;
    readonly migrated: string;
}

async function readSchemaVersion({ sql }: Session): Promise<number | null> {
    const [row] = await sql.unsafe<{ version: string | null }[]>(
        `select max(version) as version from ${migrationsTable}`,
    );
    return row?.version === null || row === undefined ? null : Number(row.version);
}
