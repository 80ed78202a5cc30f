import { type PostgresServer, startPostgres } from "../../tools/local/postgres/server";
import { ownMajor } from "../../tools/local/postgres/versions";

/** The master of the tests' server. As in Aurora, it is not a superuser. */
export const master = { username: "clustermaster", password: "master-password-1" };

let started: Promise<PostgresServer> | undefined;

/**
 * The variable with the major version of {@link sharedPostgres}, for `versions.slow.ts`. Default: the project's own.
 */
export const majorVariable = "TESTS_POSTGRES_MAJOR";

/**
 * Returns the PostgreSQL with a standby that all test files of a mocha process share. The first call starts it. When a
 * mocha worker ends without clean-up, the server's guard stops the server and removes its folder.
 */
export async function sharedPostgres(): Promise<PostgresServer> {
    started ??= startPostgres({
        majorVersion: Number(process.env[majorVariable] ?? ownMajor),
        hostNames: [],
        settings: {
            "rds.force_ssl": "1",
            shared_preload_libraries: "pg_stat_statements",
            fsync: "off",
            max_prepared_transactions: "2",
        },
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
