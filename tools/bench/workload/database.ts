import type postgres from "postgres";
import { type Migration, migrations } from "../../../handlers/access/schema/migrations";
import { ensureSchema } from "../../../handlers/rotation/roles/ensureSchema";
import { readMaster } from "../../../handlers/rotation/roles/master";
import { groups } from "../../../handlers/shared/database/schema";
import type { PostgresEndpoint } from "../../local/postgres/connection";
import { type PostgresServer, startPostgres } from "../../local/postgres/server";
import type { WorkloadSize } from "./size";

/** A server with the workload's data, and a connection to it for the measurements. */
export interface WorkloadDatabase {
    /** Replaced at each restart. */
    readonly sql: postgres.Sql;
    /** Opens a further connection, which ends with the database. */
    connect(): postgres.Sql;
    /** Restarts the server, so that its memory holds nothing. All connections end. */
    restart(): Promise<void>;
    /** Copies the data into a folder that does not exist yet. */
    backUp(folder: string): Promise<void>;
    stop(): Promise<void>;
}

/** The options of {@link startDatabase}. */
export interface WorkloadDatabaseOptions {
    readonly size: WorkloadSize;
    readonly settings: Readonly<Record<string, string>>;
    /** The folder of a copy. Default: a new database. */
    readonly restoreFrom?: string;
    readonly signal: AbortSignal;
}

const databaseName = "experimentation";

/** Starts a server for the workload. */
export async function startDatabase(options: WorkloadDatabaseOptions): Promise<WorkloadDatabase> {
    const { size, settings, restoreFrom, signal } = options;
    const server: PostgresServer = await startPostgres({
        hostNames: [],
        settings,
        serverSettings: serverSettings(size),
        masterUsername: "clustermaster",
        masterPassword: "loopback-only",
        databaseName,
        signal,
        ...(restoreFrom !== undefined && { restoreFrom }),
    });
    let endpoint: PostgresEndpoint = server;
    const connections: postgres.Sql[] = [];
    const connect = (): postgres.Sql => {
        const sql = endpoint.connectAsSuperuser();
        connections.push(sql);
        return sql;
    };
    const endAll = async (): Promise<void> => {
        await Promise.all(connections.splice(0).map((sql) => sql.end({ timeout: 1 })));
    };
    let sql = connect();
    return {
        get sql() {
            return sql;
        },
        connect,
        async restart() {
            await endAll();
            endpoint = await server.restart();
            sql = connect();
            await sql`select 1`;
        },
        backUp: (folder) => server.backUp(folder),
        async stop() {
            await endAll();
            await server.stop();
        },
    };
}

/**
 * The settings that the data needs on this machine: all of it fits the memory, as on the measured instance class, and
 * no checkpoint falls into a measurement. Aurora has no checkpoints, and logical replication is off by default.
 */
function serverSettings({ units }: WorkloadSize): Record<string, string> {
    const bufferMB = Math.min(Math.max(Math.ceil(units / 500), 128), 2048);
    return {
        shared_buffers: `${bufferMB}MB`,
        effective_cache_size: `${bufferMB}MB`,
        wal_level: "replica",
        wal_keep_size: "0",
        max_wal_size: "8GB",
        checkpoint_timeout: "1h",
        // No single statement takes as long.
        statement_timeout: "30min",
    };
}

/** Creates roles, schema and privileges as a rotation does, and the tables of version 2. */
export async function createVersion2(sql: postgres.Sql): Promise<void> {
    for (const group of Object.values(groups)) {
        await sql.unsafe(`create role ${group} nologin`);
    }
    await ensureSchema(sql, await readMaster(sql), databaseName);
    await migrate(sql, (version) => version <= 2);
}

/** Applies the migrations after version 2. Returns the duration of each, in milliseconds. */
export async function migrateToNewest(sql: postgres.Sql): Promise<ReadonlyMap<number, number>> {
    return await migrate(sql, (version) => version > 2);
}

async function migrate(
    sql: postgres.Sql,
    isWanted: (version: number) => boolean,
): Promise<ReadonlyMap<number, number>> {
    const durations = new Map<number, number>();
    for (const migration of migrations.filter(({ version }) => isWanted(version))) {
        const start = performance.now();
        await apply(sql, migration);
        durations.set(migration.version, performance.now() - start);
    }
    return durations;
}

/** As the access function does: in one transaction, as the owner. */
async function apply(sql: postgres.Sql, migration: Migration): Promise<void> {
    await sql.begin(async (transaction) => {
        await transaction.unsafe(`set local role ${groups.owner}; set local search_path to experimentation`);
        await transaction.unsafe(migration.sql);
    });
}
