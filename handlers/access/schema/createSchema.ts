import { createHash } from "node:crypto";
import { groups } from "../../shared/database/schema";
import type { Session } from "../../shared/database/session";
import { codedError } from "../../shared/errors";
import type { Connections, Invocation } from "../connections";
import { type Migration, migrations as released, migrationsTable } from "./migrations";

/** The result of `createSchema`. */
export interface SchemaResult {
    readonly schemaVersion: number;
    /** The migrations that this call applied, oldest first. Empty if the schema was up to date. */
    readonly applied: readonly { readonly version: number; readonly name: string }[];
}

/**
 * Applies the missing migrations, each in its own transaction, so that earlier ones remain if one fails. Concurrent
 * calls wait for each other.
 *
 * @throws `schemaNewer`, `schemaChanged` or the error of a statement.
 */
export async function createSchema(
    connections: Connections,
    invocation: Invocation,
    migrations: readonly Migration[] = released,
): Promise<SchemaResult> {
    const applied: { version: number; name: string }[] = [];
    const target = { login: "migration", endpoint: "writer", mode: "write", retryUntilDeadline: true } as const;
    try {
        for (const migration of migrations) {
            const work = (session: Session): Promise<boolean> => applyOnce(session, migration, migrations);
            if (await connections.run(target, invocation, work)) {
                applied.push({ version: migration.version, name: migration.name });
            }
        }
    } finally {
        // The schema seldom changes, so this login's few connections are not kept.
        await connections.close("migration");
    }
    return { schemaVersion: migrations.length, applied };
}

/** Applies a migration unless it is applied already. Returns whether it applied it. */
async function applyOnce({ sql }: Session, migration: Migration, all: readonly Migration[]): Promise<boolean> {
    const { version, name } = migration;
    // The group role owns the objects of a migration, because the logins rotate.
    await sql.unsafe(`SET LOCAL ROLE ${groups.owner}`);
    await sql`select pg_advisory_xact_lock(hashtext('experimentation schema'))`;
    await sql.unsafe(`create table if not exists ${migrationsTable} (
        version integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
    )`);
    // Applications may write to all other tables of the schema. Here, a deleted row would apply a migration twice.
    await sql.unsafe(`revoke insert, update, delete on ${migrationsTable} from ${groups.writer}`);
    const rows = await sql.unsafe<{ version: string; checksum: string }[]>(
        `select version, checksum from ${migrationsTable} order by version`,
    );
    const newest = Number(rows.at(-1)?.version ?? 0);
    if (newest > all.length) {
        throw codedError("schemaNewer", {
            message: `The database's schema is at version ${newest}, this function knows ${all.length}. Deploy a newer function.`,
        });
    }
    const found = rows.find((row) => Number(row.version) === version);
    if (found !== undefined) {
        if (found.checksum !== checksum(migration)) {
            throw codedError("schemaChanged", {
                message: `Migration ${version} (${name}) differs from the one applied. Restore its text, add a new one.`,
            });
        }
        return false;
    }
    await sql.unsafe(migration.sql);
    const row = [version, name, checksum(migration)];
    await sql.unsafe(`insert into ${migrationsTable} (version, name, checksum) values ($1, $2, $3)`, row);
    return true;
}

function checksum({ sql }: Migration): string {
    return createHash("sha256").update(sql).digest("hex");
}
