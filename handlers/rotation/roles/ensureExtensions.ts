import type postgres from "postgres";
import { extensionSchema, groups } from "../../shared/database/schema";
import type { Extension } from "../../shared/extensions";
import type { Note } from "../context";
import { quoted, tryStatements } from "./statements";

/** Every stack has this one. In a schema of its own, because only the master reads it. */
const statistics: Extension = { name: "pg_stat_statements", schema: "monitoring", preloaded: false };

/** How long the creation of an extension may wait for another session. */
const lockLimit = "2s";

/**
 * Creates the missing extensions, each with the privileges that its users need. Drops none. Call it in a transaction of
 * the master. If the server does not have an extension, refuses it or has not loaded its library yet, the function
 * notes that and continues, because a rotation needs no extension.
 */
export async function ensureExtensions(sql: postgres.Sql, extensions: readonly Extension[], note: Note): Promise<void> {
    const libraries = await loadedLibraries(sql);
    await sql.unsafe(`SET LOCAL lock_timeout = '${lockLimit}'`);
    for (const extension of [statistics, ...extensions]) {
        const { name, schema, preloaded } = extension;
        const refusal =
            preloaded && libraries?.includes(name) === false
                ? "its library waits for a restart"
                : await tryStatements(sql, creation(extension));
        if (refusal !== undefined) {
            note(`No ${name} in schema ${schema}: ${refusal}`);
            continue;
        }
        const refusedGrant = await tryStatements(sql, grants(extension));
        if (refusedGrant !== undefined) {
            note(`${name} cannot be used by the logins: ${refusedGrant}`);
        }
    }
    await sql.unsafe("SET LOCAL lock_timeout TO DEFAULT");
}

/** The libraries that the server loaded at its start. Undefined if the master may not read the setting. */
async function loadedLibraries(sql: postgres.Sql): Promise<readonly string[] | undefined> {
    const [row] = await sql<{ setting: string }[]>`
        select setting from pg_catalog.pg_settings where name = 'shared_preload_libraries'`;
    return row?.setting.split(/[\s,"]+/);
}

function creation({ name, schema }: Extension): string[] {
    return [
        `CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`,
        // CASCADE also creates the extensions that it requires, and ignores the schema if the control file names one.
        `CREATE EXTENSION IF NOT EXISTS ${quoted(name)} SCHEMA ${quoted(schema)} CASCADE`,
    ];
}

function grants({ name, schema }: Extension): string[] {
    return [
        ...(schema === extensionSchema
            ? [`GRANT USAGE ON SCHEMA ${schema} TO ${Object.values(groups).join(", ")}`]
            : []),
        ...(ownSchemas[name] ?? []).map((grant) => `GRANT ${grant} TO ${groups.owner}`),
    ];
}

/**
 * What the logins that change the schema may do with extensions that have schemas of their own.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL_pg_cron.html,
 * https://github.com/pgpartman/pg_partman#installation
 */
const ownSchemas: Readonly<Record<string, readonly string[]>> = {
    aws_s3: ["USAGE ON SCHEMA aws_s3, aws_commons", "EXECUTE ON ALL FUNCTIONS IN SCHEMA aws_s3, aws_commons"],
    pg_cron: ["USAGE ON SCHEMA cron"],
    pg_partman: [
        "ALL ON SCHEMA partman",
        "ALL ON ALL TABLES IN SCHEMA partman",
        "EXECUTE ON ALL ROUTINES IN SCHEMA partman",
    ],
};
