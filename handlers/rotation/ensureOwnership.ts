import type postgres from "postgres";
import { tryTo } from "./mend";
import { groups, objectPrivileges, schemaName } from "./roleNames";
import type { Note } from "./rotation";

/** How long mending an object may wait for those who use it, and they behind it. */
const mendLockTimeout = "1s";

/**
 * Gives what is in the schema to its owner role, and the other groups their privileges on it, as if that role had made
 * it: what one of the migration logins has made for itself is out of reach for the application now, and for the other
 * login from the next rotation on. To be run in a transaction by the master. Notes what it cannot mend: an object of a
 * role that the master is no member of, or one that is in use.
 */
export async function ensureOwnership(sql: postgres.Sql, note: Note): Promise<void> {
    await sql.unsafe(`SET LOCAL lock_timeout = '${mendLockTimeout}'`);
    for (const { kind, identity, owner, reachable } of await foreignObjects(sql)) {
        const statement = `ALTER ${kind} ${identity} OWNER TO ${groups.owner}`;
        const refusal = reachable === "t" ? await tryTo(sql, [statement]) : "42501";
        if (refusal !== undefined) {
            note(`${kind} ${identity} stays with its owner ${owner}: ${refusal}`);
        }
    }
    for (const { kind, identity } of await unsharedObjects(sql)) {
        const grants = objectPrivileges
            .filter((privilege) => privilege.kind === kind)
            .map(({ privileges, group }) => `GRANT ${privileges} ON ${kind} ${identity} TO ${group}`);
        const refusal = await tryTo(sql, grants);
        if (refusal !== undefined) {
            note(`${kind} ${identity} is out of reach for the application: ${refusal}`);
        }
    }
    await sql.unsafe("SET LOCAL lock_timeout TO DEFAULT");
}

interface ForeignObject {
    /** As ALTER names it. */
    readonly kind: string;
    /** Its name as an SQL identifier, with the types of its arguments. */
    readonly identity: string;
    readonly owner: string;
    /** Whether the master may act for the owner. */
    readonly reachable: string;
}

/** What is in the schema and is not the owner role's. What follows its table's or its extension's owner is left out. */
async function foreignObjects(sql: postgres.Sql): Promise<readonly ForeignObject[]> {
    return await sql<ForeignObject[]>`
        select case object.type when 'statistics object' then 'STATISTICS' when 'composite type' then 'TYPE'
                    else upper(object.type) end as kind,
               object.identity, quote_ident(owner.rolname) as owner, pg_has_role(owner.oid, 'USAGE') as reachable
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
}

/**
 * The owner role's tables and sequences on which nobody has ever granted or revoked anything: the default privileges are
 * on all that it makes itself, and a migration that takes some of them back leaves the others.
 */
async function unsharedObjects(sql: postgres.Sql): Promise<readonly Pick<ForeignObject, "kind" | "identity">[]> {
    return await sql<ForeignObject[]>`
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
}
