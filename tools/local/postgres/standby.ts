import { join } from "node:path";
import { superuser } from "./configuration";
import type { PostgresEndpoint } from "./connection";
import { type DataOptions, writeOwned } from "./data";
import { settingLines } from "./settings";
import { copyTree } from "./tree";

/** A hot standby. It serves reads, and refuses writes with SQLSTATE 25006. */
export interface PostgresStandby extends PostgresEndpoint {
    /**
     * Promotes it to a primary and waits until it accepts writes.
     *
     * @throws if this takes more than 10 seconds.
     */
    promote(): Promise<void>;
}

/** The connection from a standby to its primary. */
export interface PrimaryAddress {
    readonly port: number;
    readonly password: string;
    /** PEM file with the authority that must have issued the primary's certificate. */
    readonly authorityFile: string;
}

/** Copies a primary's data as the data of a standby. No server may be running on it. */
export async function copyData(primaryFolder: string, standby: DataOptions): Promise<void> {
    await copyTree(primaryFolder, standby.folder, standby.account);
    await writeOwned(join(standby.folder, "standby.signal"), "", standby.account);
}

/** Writes the primary's address into a standby's configuration. The primary's port is known only once it runs. */
export async function followPrimary(standby: DataOptions, primary: PrimaryAddress): Promise<void> {
    const connection = [
        "host=localhost hostaddr=127.0.0.1",
        `port=${primary.port} user=${superuser} password=${primary.password}`,
        `sslmode=verify-full sslrootcert='${primary.authorityFile}'`,
    ].join(" ");
    const text = settingLines({ primary_conninfo: connection });
    await writeOwned(join(standby.folder, "postgresql.auto.conf"), text, standby.account);
}

/** Adds promotion to a standby's endpoint. */
export function withPromotion(endpoint: PostgresEndpoint): PostgresStandby {
    return {
        ...endpoint,
        async promote() {
            const sql = endpoint.connectAsSuperuser();
            try {
                const [row] = await sql<{ promoted: boolean }[]>`select pg_promote(true, 10) as promoted`;
                if (row?.promoted !== true) throw new Error("the standby was not promoted within 10 seconds");
            } finally {
                await sql.end({ timeout: 0 });
            }
        },
    };
}
