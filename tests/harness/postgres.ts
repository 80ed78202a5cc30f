import { type PostgresServer, startPostgres } from "../../tools/local/postgres/server";

/** The master of the tests' server. As in Aurora, it is not a superuser. */
export const master = { username: "clustermaster", password: "master-password-1" };

let started: Promise<PostgresServer> | undefined;

/**
 * Returns the PostgreSQL with a standby that all test files of a mocha process share. The first call starts it. When a
 * mocha worker ends without clean-up, the server's guard stops the server and removes its folder.
 */
export async function sharedPostgres(): Promise<PostgresServer> {
    started ??= startPostgres({
        hostNames: [],
        settings: { "rds.force_ssl": "1", shared_preload_libraries: "pg_stat_statements", fsync: "off" },
        masterUsername: master.username,
        masterPassword: master.password,
        databaseName: "experimentation",
        standby: true,
    });
    return await started;
}

/** Stops this process's server, if there is one. */
export async function stopSharedPostgres(): Promise<void> {
    await (await started)?.stop();
}
