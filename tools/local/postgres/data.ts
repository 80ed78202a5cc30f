import { chown, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account";
import { superuser } from "./configuration";
import type { Installation } from "./installation";
import { requireProgram } from "./program";
import { bootstrapStatements, type ClusterOwner } from "./roles";

/** A data folder and the programs that prepare it. */
export interface DataOptions {
    readonly installation: Installation;
    readonly folder: string;
    readonly account: Account | undefined;
    readonly signal?: AbortSignal | undefined;
}

/**
 * Creates the data of a new cluster with its roles and its database. This happens before the server accepts
 * connections, so that no password reaches a log, `pg_stat_statements` or a file.
 */
export async function createData(options: DataOptions, owner: ClusterOwner): Promise<void> {
    const { installation, folder } = options;
    // Rejects all connections until the real access rules are written.
    const access = ["-U", superuser, "--auth=reject"];
    await requireProgram(
        installation.initdb,
        ["-D", folder, ...access, "--no-sync", "--no-locale", "-E", "UTF8"],
        options,
    );
    await runSingleUser(options, bootstrapStatements(owner));
}

/** Runs statements as the superuser while no server runs. */
export async function runSingleUser(options: DataOptions, statements: readonly string[]): Promise<void> {
    const singleUser = ["--single", "-j", "-D", options.folder, "-F", "-c", "exit_on_error=on", "postgres"];
    const input = statements.map((statement) => `${statement};\n\n`).join("");
    await requireProgram(options.installation.postgres, singleUser, { ...options, input });
}

/** Writes the server's configuration and its access rules into its data. */
export async function writeConfiguration(options: DataOptions, configuration: string, access: string): Promise<void> {
    await writeOwned(join(options.folder, "postgresql.conf"), configuration, options.account);
    await writeOwned(join(options.folder, "pg_hba.conf"), access, options.account);
}

/** Writes a file that only the account can read: the server refuses a private key with wider permissions. */
export async function writeOwned(file: string, text: string, account: Account | undefined): Promise<void> {
    await writeFile(file, text, { mode: 0o600 });
    if (account !== undefined) await chown(file, account.uid, account.gid);
}
