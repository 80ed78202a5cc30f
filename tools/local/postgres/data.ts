import { chown, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Account } from "./account";
import { superuser } from "./configuration";
import type { Installation } from "./installation";
import { requireProgram } from "./program";
import { bootstrapStatements, type ClusterOwner } from "./roles";

/** A folder of data being prepared, and what prepares it. */
export interface DataOptions {
    readonly installation: Installation;
    readonly folder: string;
    readonly account: Account | undefined;
    readonly signal?: AbortSignal | undefined;
}

/**
 * Makes the data of a fresh cluster: its roles and its database are there before anybody can connect, so no password
 * stands in a log, in `pg_stat_statements` or in a file.
 */
export async function createData(options: DataOptions, owner: ClusterOwner): Promise<void> {
    const { installation, folder } = options;
    // Until the real access rules are written nobody at all may connect.
    const access = ["-U", superuser, "--auth=reject"];
    await requireProgram(
        installation.initdb,
        ["-D", folder, ...access, "--no-sync", "--no-locale", "-E", "UTF8"],
        options,
    );
    const singleUser = ["--single", "-j", "-D", folder, "-F", "-c", "exit_on_error=on", "postgres"];
    await requireProgram(installation.postgres, singleUser, {
        ...options,
        input: bootstrapStatements(owner)
            .map((statement) => `${statement};\n\n`)
            .join(""),
    });
}

/** Writes the server's configuration and its access rules into its data. */
export async function writeConfiguration(options: DataOptions, configuration: string, access: string): Promise<void> {
    await writeOwned(join(options.folder, "postgresql.conf"), configuration, options.account);
    await writeOwned(join(options.folder, "pg_hba.conf"), access, options.account);
}

/** Writes a file that the account alone can read: the server refuses a key that others can. */
export async function writeOwned(file: string, text: string, account: Account | undefined): Promise<void> {
    await writeFile(file, text, { mode: 0o600 });
    if (account !== undefined) await chown(file, account.uid, account.gid);
}
