import { join } from "node:path";
import type { Account } from "./account";
import { superuser } from "./configuration";
import type { PostgresEndpoint } from "./connection";
import { type DataOptions, runSingleUser, writeConfiguration, writeOwned } from "./data";
import { type ClusterOwner, passwordStatement } from "./roles";
import { copyTree } from "./tree";

/** Files of the running server only, and the log of its changes, which is copied last. */
const uncopied = /^(postmaster\.(pid|opts)|pg_internal\.init.*|pg_wal)$/;

/**
 * Copies the data of a running server into a new folder, as a snapshot of a cluster does: with all databases, roles and
 * passwords.
 */
export async function backUp(
    server: PostgresEndpoint,
    dataFolder: string,
    folder: string,
    account: Account | undefined,
): Promise<void> {
    const sql = server.connectAsSuperuser("postgres");
    try {
        await sql`select pg_backup_start('snapshot', true)`;
        await copyTree(dataFolder, folder, account, (name) => !uncopied.test(name));
        const [stopped] = await sql<{ label: string }[]>`select labelfile as label from pg_backup_stop(false)`;
        await copyTree(join(dataFolder, "pg_wal"), join(folder, "pg_wal"), account);
        await writeOwned(join(folder, "backup_label"), stopped?.label ?? "", account);
    } finally {
        await sql.end({ timeout: 1 });
    }
}

/**
 * Creates the data of a cluster that is restored from a copy of {@link backUp}. As on RDS, the master gets another
 * password, and everything else stays as it was.
 */
export async function restoreData(backup: string, options: DataOptions, owner: ClusterOwner): Promise<void> {
    await copyTree(backup, options.folder, options.account);
    // The settings of its former life name files that no longer exist, and may log the passwords.
    await writeConfiguration(options, "", "");
    await runSingleUser(options, [
        passwordStatement(superuser, owner.superuserPassword),
        passwordStatement(owner.masterUsername, owner.masterPassword),
    ]);
}
