import type postgres from "postgres";
import { codedError, textProperty } from "../../shared/errors";

/** Runs statements as the master. Throws the error that `refused` returns if it has no privilege for one of them. */
export async function runStatements(
    sql: postgres.Sql,
    statements: readonly string[],
    refused: () => Error,
): Promise<void> {
    try {
        for (const statement of statements) {
            await sql.unsafe(statement);
        }
    } catch (error) {
        throw textProperty(error, "code") === "42501" ? refused() : error;
    }
}

/**
 * Runs optional statements. If the server refuses one, rolls them back and returns the SQLSTATE. Throws if the session
 * is cancelled or lost.
 */
export async function tryStatements(sql: postgres.Sql, statements: readonly string[]): Promise<string | undefined> {
    await sql.unsafe("SAVEPOINT welcome");
    try {
        for (const statement of statements) {
            await sql.unsafe(statement);
        }
        await sql.unsafe("RELEASE SAVEPOINT welcome");
        return undefined;
    } catch (error) {
        const sqlState = textProperty(error, "code") ?? "";
        // Class 57 is an operator's intervention. Only the server's errors have a severity.
        if (textProperty(error, "severity") === undefined || sqlState.startsWith("57")) {
            throw error;
        }
        await sql.unsafe("ROLLBACK TO SAVEPOINT welcome; RELEASE SAVEPOINT welcome");
        return sqlState;
    }
}

/** Returns the error for a role that the rotation must not use or may not change. */
export function roleNotOurs(role: string, reason: string): Error {
    return codedError("roleNotOurs", { message: `Role ${role} ${reason}, then rotate again.` });
}

/** Returns the error for a schema, a database or a master without the privileges that the rotation needs. */
export function notEntitled(reason: string): Error {
    return codedError("permissionDenied", { message: `${reason}, then rotate again.` });
}

/** Quotes a name as an SQL identifier. */
export function quoted(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}
