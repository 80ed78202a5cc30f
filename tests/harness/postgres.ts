import { startPostgres, type PostgresServer } from "../../tools/local/postgres/server";

/** The master of the tests' server: as Aurora's, it is no superuser. */
export const master = { username: "clustermaster", password: "master-password-1" };

let started: Promise<PostgresServer> | undefined;

/**
 * One PostgreSQL with a standby for all files that a mocha process runs: started by the first test that asks. A worker
 * of mocha's ends without asking anybody; the server's guard then stops it and removes its folder.
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

/** Stops the server of this process, if there is one. */
export async function stopSharedPostgres(): Promise<void> {
    await (await started)?.stop();
}
