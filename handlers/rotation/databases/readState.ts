import type postgres from "postgres";
import type { DatabaseState } from "./planDatabase";
import type { RoleState } from "./planRoles";
import type { Privilege, Relation } from "./privileges";

/** A database of the server. */
export interface DatabaseEntry {
    readonly name: string;
    readonly comment: string | null;
}

/** Reads the databases that accept connections, except PostgreSQL's and RDS's own. */
export async function readDatabases(sql: postgres.Sql): Promise<readonly DatabaseEntry[]> {
    return await sql<DatabaseEntry[]>`
        select datname as name, shobj_description(oid, 'pg_database') as comment
          from pg_catalog.pg_database
         where not datistemplate and datname not in ('postgres', 'rdsadmin') order by datname`;
}

/** Reads the roles of the server with their memberships. */
export async function readRoles(sql: postgres.Sql): Promise<readonly RoleState[]> {
    const roles = await sql<RoleRow[]>`
        select rolname as name, rolcanlogin as login, rolconnlimit as limit,
               rolinherit and not rolcreatedb and not rolcreaterole as plain,
               rolsuper or rolreplication or rolbypassrls as powerful,
               pg_has_role(oid, 'USAGE') as acts,
               exists (select from pg_catalog.pg_auth_members
                        where roleid = role.oid and admin_option
                          and member = quote_ident(current_user)::regrole) as admin,
               shobj_description(oid, 'pg_authid') as comment
          from pg_catalog.pg_roles role`;
    const memberships = await sql<{ member: string; granted: string }[]>`
        select distinct member.rolname as member, role.rolname as granted
          from pg_catalog.pg_auth_members membership
          join pg_catalog.pg_roles member on member.oid = membership.member
          join pg_catalog.pg_roles role on role.oid = membership.roleid
         order by 1, 2`;
    return roles.map(({ name, login, limit, plain, powerful, acts, admin, comment }) => ({
        name,
        login: login === "t",
        connectionLimit: Number(limit),
        isPlain: plain === "t",
        isPowerful: powerful === "t",
        actsAs: acts === "t",
        hasAdmin: admin === "t",
        memberOf: memberships.filter(({ member }) => member === name).map(({ granted }) => granted),
        comment,
    }));
}

type RoleRow = Readonly<
    Record<"name" | "login" | "limit" | "plain" | "powerful" | "acts" | "admin", string> & { comment: string | null }
>;

/** Reads the database of the session. Its search path is `pg_catalog`, so that names come with their schemas. */
export async function readDatabase(sql: postgres.Sql): Promise<DatabaseState> {
    const [database] = await sql<{ owner: string; comment: string | null }[]>`
        select owner.rolname as owner, shobj_description(database.oid, 'pg_database') as comment
          from pg_catalog.pg_database database join pg_catalog.pg_roles owner on owner.oid = datdba
         where datname = current_database()`;
    const extensions = await sql<{ name: string }[]>`select extname as name from pg_catalog.pg_extension`;
    const schemas = await sql<{ name: string; owner: string }[]>`
        select nspname as name, owner.rolname as owner
          from pg_catalog.pg_namespace join pg_catalog.pg_roles owner on owner.oid = nspowner
         where nspname !~ '^pg_' and nspname not in ('information_schema', 'public') order by 1`;
    const relations = await sql<Relation[]>`
        select case relkind when 'S' then 'SEQUENCE' else 'TABLE' end as kind, relation.oid::regclass::text as object,
               nspname as schema, owner.rolname as owner
          from pg_catalog.pg_class relation
          join pg_catalog.pg_namespace namespace on namespace.oid = relnamespace
          join pg_catalog.pg_roles owner on owner.oid = relowner
         where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
           and nspname !~ '^pg_' and nspname not in ('information_schema', 'public')
           and not exists (
               select from pg_catalog.pg_depend
                where classid = 'pg_catalog.pg_class'::regclass and objid = relation.oid and deptype = 'e')
         order by nspname, relname`;
    const privileges = await sql<Privilege[]>`
        with object as (
            select 'DATABASE' as kind, datname::text as object, datdba as owner,
                   coalesce(datacl, acldefault('d', datdba)) as acl
              from pg_catalog.pg_database where datname = current_database()
            union all
            select 'SCHEMA', nspname::text, nspowner, coalesce(nspacl, acldefault('n', nspowner))
              from pg_catalog.pg_namespace
            union all
            select case relkind when 'S' then 'SEQUENCE' else 'TABLE' end, oid::regclass::text, relowner, relacl
              from pg_catalog.pg_class where relkind in ('r', 'p', 'v', 'm', 'f', 'S')
            union all
            select case defaclobjtype when 'S' then 'SEQUENCES' else 'TABLES' end, nspname::text, defaclrole, defaclacl
              from pg_catalog.pg_default_acl join pg_catalog.pg_namespace namespace on namespace.oid = defaclnamespace
             where defaclobjtype in ('r', 'S') and defaclrole = quote_ident(${database?.owner ?? ""})::regrole
        )
        select kind, object, coalesce(role.rolname, '') as role, privilege_type as privilege
          from object cross join lateral aclexplode(acl) privilege
          left join pg_catalog.pg_roles role on role.oid = grantee
         where grantee <> owner and object !~ '^(pg_catalog|information_schema|pg_toast)($|[.])'
         order by 1, 2, 3, 4`;
    return {
        owner: database?.owner ?? "",
        comment: database?.comment ?? null,
        extensions: extensions.map(({ name }) => name),
        schemas,
        relations,
        privileges,
    };
}

/**
 * Whether the master is a member of `rds_iam`, even through another role. RDS then refuses its password:
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.IAMDBAuth.html
 */
export async function needsToken(sql: postgres.Sql): Promise<boolean> {
    const rows = await sql`
        select from pg_catalog.pg_roles where rolname = 'rds_iam' and pg_has_role(oid, 'MEMBER')`;
    return rows.length > 0;
}
