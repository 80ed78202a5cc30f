import type postgres from "postgres";
import { codedError, textProperty } from "../errors";

/** Runs statements on a role of ours. Where the master may not, the role is somebody else's. */
export async function mend(sql: postgres.Sql, role: string, statements: readonly string[]): Promise<void> {
    try {
        for (const statement of statements) {
            await sql.unsafe(statement);
        }
    } catch (error) {
        throw textProperty(error, "code") === "42501" ? roleNotOurs(role, "the master may not change it") : error;
    }
}

/** The error for a role whose rights cannot be mended. */
export function roleNotOurs(role: string, reason: string): Error {
    return codedError("roleNotOurs", { message: `${role}: ${reason}; rename or drop that role, then rotate again` });
}

/** A name as an SQL identifier. */
export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}
