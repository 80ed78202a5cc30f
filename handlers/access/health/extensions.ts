import type postgres from "postgres";
import type { Extension } from "../../shared/extensions";

/** An extension that is configured for the stack. */
export interface ExtensionHealth {
    readonly name: string;
    /** The version in the database; null until a rotation has created the extension. */
    readonly version: string | null;
    /** Whether a restart has to load the extension's library before a rotation can create it. */
    readonly pendingRestart: boolean;
}

/** Reads which of the extensions the database has. A rotation creates one with a library once the library is loaded. */
export async function readExtensionHealth(
    sql: postgres.Sql,
    extensions: readonly Extension[],
): Promise<readonly ExtensionHealth[]> {
    if (extensions.length === 0) {
        return [];
    }
    const rows = await sql<{ name: string; version: string }[]>`
        select extname as name, extversion as version from pg_catalog.pg_extension`;
    return extensions.map(({ name, preloaded }) => {
        const version = rows.find((row) => row.name === name)?.version ?? null;
        return { name, version, pendingRestart: preloaded && version === null };
    });
}
