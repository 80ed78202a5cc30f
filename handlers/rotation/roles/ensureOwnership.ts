import type postgres from "postgres";
import { groups, schemaName } from "../../shared/database/schema";
import type { Note } from "../context";
import { objectPrivileges } from "./roleRules";
import { tryStatements } from "./statements";

/**
 * How long mending one object may wait for those who use it. Once it is mended, they wait for the end of the rotation's
 * transaction: for the rest of {@link mendLimit}, and for the password.
 */
const lockLimit = "200ms";

/** How long mending all of them may take, as the rotation waits for it. Milliseconds. */
const mendLimit = 2000;

/**
 * Gives what is in the schema to its owner role, and the other groups their privileges on it, as if that role had made
 * it. What a migration login has made for itself is out of reach for the application, and from the next rotation on for
 * the other login too. To be run in a transaction by the master. Notes what it leaves as it is: an object of a role that
 * the master is no member of, one that is in use, and those that there was no time for.
 */
export async function ensureOwnership(sql: postgres.Sql, note: Note): Promise<void> {
    const end = performance.now() + mendLimit;
    await sql.unsafe(`SET LOCAL lock_timeout = '${lockLimit}'`);
    await mendAll(sql, await foreignObjects(sql), end, note);
    await mendAll(sql, await unsharedObjects(sql), end, note);
    await sql.unsafe("SET LOCAL lock_timeout TO DEFAULT");
}

/** An object that is not as the owner role would have made it. */
interface Fault {
    /** What is wrong, for the log. */
    readonly fault: string;
    readonly statements: readonly string[];
}

async function mendAll(sql: postgres.Sql, faults: readonly Fault[], end: number, note: Note): Promise<void> {
    for (const [index, { fault, statements }] of faults.entries()) {
        if (performance.now() > end) {
            note(`${faults.length - index} objects in schema ${schemaName} are left to the next rotation`);
            return;
        }
        const refusal = await tryStatements(sql, statements);
        if (refusal !== undefined) {
            note(`${fault}: ${refusal}`);
        }
    }
}

interface ObjectRow {
    /** As ALTER and GRANT name it. */
    readonly kind: string;
    /** Its name as an SQL identifier, with the types of its arguments. */
    readonly identity: string;
}

/** What is in the schema and is not the owner role's. What follows its table's or its extension's owner is left out. */
async function foreignObjects(sql: postgres.Sql): Promise<readonly Fault[]> {
    const rows = await sql<(ObjectRow & { readonly owner: string })[]>`
        select case object.type when 'statistics object' then 'STATISTICS' when 'composite type' then 'TYPE'
                    else upper(object.type) end as kind,
               object.identity, quote_ident(owner.rolname) as owner
          from pg_catalog.pg_shdepend dependency
          join pg_catalog.pg_database database on database.oid = dependency.dbid
          join pg_catalog.pg_roles owner on owner.oid = dependency.refobjid
         cross join lateral pg_catalog.pg_identify_object(dependency.classid, dependency.objid, 0) object
         where database.datname = current_database() and dependency.deptype = 'o'
           and dependency.refclassid = 'pg_catalog.pg_authid'::regclass
           and object.schema = ${schemaName} and owner.rolname <> ${groups.owner}
           and not exists (
               select from pg_catalog.pg_depend other
                where other.classid = dependency.classid and other.objid = dependency.objid
                  and (other.deptype = 'e' or object.type = 'sequence' and other.deptype in ('a', 'i')))
         order by object.type, object.identity`;
    return rows.map(({ kind, identity, owner }) => ({
        fault: `${kind} ${identity} stays with its owner ${owner}`,
        statements: [`ALTER ${kind} ${identity} OWNER TO ${groups.owner}`, ...grantsOn({ kind, identity })],
    }));
}

/** What the default privileges of the owner role would have granted. A view of any kind takes a table's. */
function grantsOn({ kind, identity }: ObjectRow): string[] {
    const granted = /(TABLE|VIEW)$/.test(kind) ? "TABLE" : kind;
    return objectPrivileges
        .filter((privilege) => privilege.kind === granted)
        .map(({ privileges, group }) => `GRANT ${privileges} ON ${granted} ${identity} TO ${group}`);
}

/**
 * The owner role's tables and sequences on which nobody has ever granted or revoked anything. What that role makes itself
 * has the default privileges; where a migration takes one of them back, it has decided on all of them.
 */
async function unsharedObjects(sql: postgres.Sql): Promise<readonly Fault[]> {
    const rows = await sql<ObjectRow[]>`
        select case relkind when 'S' then 'SEQUENCE' else 'TABLE' end as kind, oid::regclass as identity
          from pg_catalog.pg_class relation
         where relnamespace = ${schemaName}::regnamespace and relowner = ${groups.owner}::regrole
           and relkind in ('r', 'p', 'v', 'm', 'f', 'S') and relacl is null
           and not exists (
               select from pg_catalog.pg_attribute where attrelid = relation.oid and attacl is not null)
           and not exists (
               select from pg_catalog.pg_depend
                where classid = 'pg_catalog.pg_class'::regclass and objid = relation.oid and deptype = 'e')
         order by relname`;
    return rows.map(({ kind, identity }) => ({
        fault: `${kind} ${identity} is out of reach for the application`,
        statements: grantsOn({ kind, identity }),
    }));
}
