import { join } from "node:path";
import { superuser } from "./configuration";
import type { PostgresEndpoint } from "./connection";
import { writeOwned, type DataOptions } from "./data";
import { settingLines } from "./settings";
import { copyTree } from "./tree";

/** A hot standby: it answers reads, and refuses writes with 25006. */
export interface PostgresStandby extends PostgresEndpoint {
    /** Makes it a server of its own that takes writes; resolves when it does, throws when it does not within 10 seconds. */
    promote(): Promise<void>;
}

/** How a standby reaches its primary. */
export interface PrimaryAddress {
    readonly port: number;
    readonly password: string;
    /** PEM file with the authority that the primary's certificate has to come from. */
    readonly authorityFile: string;
}

/** Copies a primary's data, while no server runs on it, as the data of a standby. */
export async function copyData(primaryFolder: string, standby: DataOptions): Promise<void> {
    await copyTree(primaryFolder, standby.folder, standby.account);
    await writeOwned(join(standby.folder, "standby.signal"), "", standby.account);
}

/** Tells a standby where its primary is, which has a port only once it runs. */
export async function followPrimary(standby: DataOptions, primary: PrimaryAddress): Promise<void> {
    const connection = [
        "host=localhost hostaddr=127.0.0.1",
        `port=${primary.port} user=${superuser} password=${primary.password}`,
        `sslmode=verify-full sslrootcert='${primary.authorityFile}'`,
    ].join(" ");
    const text = settingLines({ primary_conninfo: connection });
    await writeOwned(join(standby.folder, "postgresql.auto.conf"), text, standby.account);
}

/** Adds to a standby's endpoint what only a standby can do. */
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
