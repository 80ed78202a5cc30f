import type postgres from "postgres";
import { groups, schemaName } from "../../shared/database/schema";
import type { Note } from "../context";
import { objectPrivileges } from "./roleRules";
import { tryStatements } from "./statements";

/**
 * How long the correction of one object may wait for its users. Afterwards they wait for the end of the rotation's
 * transaction: for the rest of {@link timeLimit}, and for the password.
 */
const lockLimit = "200ms";

/** Time limit for all corrections, because the rotation waits for them. Milliseconds. */
const timeLimit = 2000;

/**
 * Makes the owner role the owner of all objects in the schema, and grants the other groups their privileges, as if the
 * owner role had created the objects. Otherwise the application could not use an object of a migration login, and after
 * the next rotation nor could the other migration login.
 *
 * Call it in a transaction of the master. Notes the objects that it leaves unchanged: those of a role of which the
 * master is not a member, those in use, and those for which there was no time.
 */
export async function ensureOwnership(sql: postgres.Sql, note: Note): Promise<void> {
    const end = performance.now() + timeLimit;
    await sql.unsafe(`SET LOCAL lock_timeout = '${lockLimit}'`);
    await correctAll(sql, await foreignObjects(sql), end, note);
    await correctAll(sql, await unsharedObjects(sql), end, note);
    await sql.unsafe("SET LOCAL lock_timeout TO DEFAULT");
}

/** An object with a wrong owner or wrong privileges. */
interface Fault {
    /** The problem, for the log. */
    readonly fault: string;
    readonly statements: readonly string[];
}

async function correctAll(sql: postgres.Sql, faults: readonly Fault[], end: number, note: Note): Promise<void> {
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
    /** The keyword for ALTER and GRANT. */
    readonly kind: string;
    /** Its name as an SQL identifier, with the types of its arguments. */
    readonly identity: string;
}

/** Finds the schema's objects with another owner, except those that follow the owner of their table or extension. */
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

/** Returns the grants of the owner role's default privileges. Those of a table also apply to views of any kind. */
function grantsOn({ kind, identity }: ObjectRow): string[] {
    const granted = /(TABLE|VIEW)$/.test(kind) ? "TABLE" : kind;
    return objectPrivileges
        .filter((privilege) => privilege.kind === granted)
        .map(({ privileges, group }) => `GRANT ${privileges} ON ${granted} ${identity} TO ${group}`);
}

/**
 * Finds the owner role's tables and sequences without any grant or revocation. Objects that this role creates itself
 * have the default privileges. If a migration has revoked one of them, all privileges of that object are left as they
 * are.
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
