import type postgres from "postgres";
import { textProperty } from "../errors";
import { mend, quoted } from "./mend";
import { groups, schemaName } from "./roleNames";

/** Where the extension's functions are: neither among the platform's tables nor in `public`. */
const extensionSchema = "monitoring";

/**
 * Makes, or mends, the schema, who may use it and what is made in it later, who may connect, and the extension
 * `pg_stat_statements`. To be run in a transaction by the master, who owns the database.
 */
export async function ensureSchema(sql: postgres.Sql, database: string): Promise<void> {
    const { owner, writer, reader } = groups;
    const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schemaName}`;
    await mend(sql, owner, [
        `CREATE SCHEMA IF NOT EXISTS ${schemaName} AUTHORIZATION ${owner}`,
        // For a schema that was there before.
        `ALTER SCHEMA ${schemaName} OWNER TO ${owner}`,
        `REVOKE ALL ON SCHEMA ${schemaName} FROM PUBLIC`,
        `GRANT USAGE ON SCHEMA ${schemaName} TO ${writer}, ${reader}`,
        `${defaults} GRANT SELECT ON TABLES TO ${reader}`,
        `${defaults} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO ${writer}`,
        `${defaults} GRANT SELECT ON SEQUENCES TO ${reader}`,
        `${defaults} GRANT SELECT, USAGE ON SEQUENCES TO ${writer}`,
        // Nobody but these roles and the master connects, and only who writes may make temporary tables.
        `REVOKE ALL ON DATABASE ${quoted(database)} FROM PUBLIC`,
        `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${owner}, ${writer}, ${reader}`,
        `GRANT TEMPORARY ON DATABASE ${quoted(database)} TO ${owner}, ${writer}`,
    ]);
    await closePublic(sql);
    await ensureExtension(sql);
}

/** From 15 on nobody may create in `public` anyway; a database restored from an older one may still allow it. */
async function closePublic(sql: postgres.Sql): Promise<void> {
    const rows = await sql`
        select 1 from pg_catalog.pg_namespace where nspname = 'public' and pg_has_role(nspowner, 'USAGE')`;
    if (rows.length > 0) {
        await sql.unsafe("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }
}

/**
 * Statistics are welcome and not needed: where the master may not create the extension, or the server does not have it,
 * the rotation goes on. Aurora's master may.
 */
async function ensureExtension(sql: postgres.Sql): Promise<void> {
    const tolerated = ["42501", "0A000", "58P01"];
    await sql.unsafe("SAVEPOINT extension");
    try {
        await sql.unsafe(`CREATE SCHEMA IF NOT EXISTS ${extensionSchema}`);
        await sql.unsafe(`CREATE EXTENSION IF NOT EXISTS pg_stat_statements SCHEMA ${extensionSchema}`);
    } catch (error) {
        if (!tolerated.includes(textProperty(error, "code") ?? "")) {
            throw error;
        }
        await sql.unsafe("ROLLBACK TO SAVEPOINT extension");
    }
}
