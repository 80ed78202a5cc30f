import type postgres from "postgres";
import { groups, schemaName } from "../../shared/database/schema";
import { type Master, roleRefused } from "./master";
import { objectPrivileges } from "./roleRules";
import { notEntitled, quoted, runStatements } from "./statements";

/**
 * Creates or corrects the schema, the privileges on it and on its future objects, and the privileges on the database.
 * Call it in a transaction of the master, which owns the database.
 */
export async function ensureSchema(sql: postgres.Sql, master: Master, database: string): Promise<void> {
    const { owner, writer, reader } = groups;
    const owners = await readOwners(sql);
    const databaseRefused = (): Error =>
        notEntitled(
            `Database ${quoted(database)} belongs to ${owners.database}, and the master ${master.name} may not do all in it that a rotation does. Give it to the master`,
        );
    const schemaRefused = (): Error =>
        notEntitled(
            `Schema ${schemaName} belongs to ${owners.schema}, for which the master ${master.name} may not act. Give it to the master`,
        );
    await runStatements(sql, [`CREATE SCHEMA IF NOT EXISTS ${schemaName} AUTHORIZATION ${owner}`], databaseRefused);
    await runStatements(
        sql,
        [
            // For a schema that existed before.
            `ALTER SCHEMA ${schemaName} OWNER TO ${owner}`,
            `REVOKE ALL ON SCHEMA ${schemaName} FROM PUBLIC`,
            `GRANT USAGE ON SCHEMA ${schemaName} TO ${writer}, ${reader}`,
        ],
        schemaRefused,
    );
    const defaults = `ALTER DEFAULT PRIVILEGES FOR ROLE ${owner} IN SCHEMA ${schemaName}`;
    await runStatements(
        sql,
        objectPrivileges.map(
            ({ privileges, kind, group }) => `${defaults} GRANT ${privileges} ON ${kind}S TO ${group}`,
        ),
        () => roleRefused(master, owner),
    );
    await runStatements(
        sql,
        [
            // Only these roles and the master may connect, and only roles that write may create temporary tables.
            `REVOKE ALL ON DATABASE ${quoted(database)} FROM PUBLIC`,
            `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${owner}, ${writer}, ${reader}`,
            `GRANT TEMPORARY ON DATABASE ${quoted(database)} TO ${owner}, ${writer}`,
        ],
        databaseRefused,
    );
    await closePublic(sql);
}

/** Reads the owners of the database and, if it exists, of the schema, as SQL identifiers. */
async function readOwners(sql: postgres.Sql): Promise<{ readonly database: string; readonly schema: string }> {
    const [row] = await sql<{ database: string; schema: string | null }[]>`
        select datdba::regrole as database,
               (select nspowner::regrole from pg_catalog.pg_namespace where nspname = ${schemaName}) as schema
          from pg_catalog.pg_database where datname = current_database()`;
    return { database: row?.database ?? "", schema: row?.schema ?? groups.owner };
}

/** Revokes CREATE on `public`. PostgreSQL 15 and later do not grant it, but a database from an older version may. */
async function closePublic(sql: postgres.Sql): Promise<void> {
    const rows = await sql`
        select 1 from pg_catalog.pg_namespace where nspname = 'public' and pg_has_role(nspowner, 'USAGE')`;
    if (rows.length > 0) {
        await sql.unsafe("REVOKE CREATE ON SCHEMA public FROM PUBLIC");
    }
}
