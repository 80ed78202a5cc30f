/** What PostgreSQL's `pg_upgrade` or RDS refuses, and the statement or step that removes it. */
export const fixes = {
    preparedTransaction: "commit prepared or rollback prepared, with its name",
    logicalSlot: "end the replication that uses it, then select pg_drop_replication_slot with its name, as the master",
    subscription: "drop subscription, as the master, and create it again after the upgrade",
    columnType: "change the column's type, for instance to text; regclass, regtype and regrole may stay",
    notNull: "alter table … alter column … set not null, because the parent table has it",
    extension: "drop extension, because the new version does not have it",
    oldExtension: "alter extension … update, because AWS upgrades it only from its newest version",
    systemView:
        "drop the view, and create it again afterwards: the statistics views have other columns in each version",
    database: "drop it if it is a remnant; otherwise alter database … with allow_connections true",
    databaseName: "alter database … rename to a name without a line break",
    template: "alter database … with is_template true",
    adminOption: "rotate the three secrets on the present version; without it, no secret can be rotated afterwards",
} as const;

/** The name of a check. */
export type Check = keyof typeof fixes;

/**
 * Finds the blockers, as rows of check and object. `$1` is the new major version. Reads only catalogues that every role
 * may read.
 *
 * Sources: `src/bin/pg_upgrade/check.c` of PostgreSQL 16 to 18 (types, also the composite ones of the catalogue,
 * databases, `aclitem` before 16, inherited NOT NULL before 18, libraries); `appendShellString` of its `pg_dump`, which
 * refuses a line break; AWS, USER_UpgradeDBInstance.PostgreSQL.MajorVersion (slots of any state, subscribers, prepared
 * transactions, templates, extensions to update before). `pg_upgrade` fails at a view whose columns the new version
 * does not have. The type `unknown` and the other checks of `check.c` concern versions before 15.
 */
export const blockersQuery = `
with recursive target as (
    select $1::int as major, current_setting('server_version_num')::int / 10000 as present
), refused (oid) as (
    select type.oid from pg_type type, target
     where type.typnamespace = 'pg_catalog'::regnamespace
       and (type.typname in ('regcollation', 'regconfig', 'regdictionary', 'regnamespace', 'regoper', 'regoperator',
                             'regproc', 'regprocedure')
            or type.typname = 'aclitem' and present < 16
            or type.typtype = 'c')
    union
    select derived.oid from refused, lateral (
        select oid from pg_type where typtype = 'd' and typbasetype = refused.oid
        union all
        select oid from pg_type where typtype = 'b' and typelem = refused.oid
        union all
        select rngtypid from pg_range where rngsubtype = refused.oid
        union all
        select reltype from pg_class join pg_attribute on attrelid = pg_class.oid
         where relkind in ('c', 'r') and atttypid = refused.oid and not attisdropped and reltype <> 0
           and relnamespace <> 'pg_catalog'::regnamespace
    ) derived
)
select 'preparedTransaction' as check, gid as object from pg_prepared_xacts
union all
select 'logicalSlot', slot_name from pg_replication_slots where slot_type = 'logical'
union all
select 'subscription', subname from pg_subscription
union all
select 'columnType', format('%I.%I.%I %s', nspname, relname, attname, format_type(atttypid, null))
  from refused
  join pg_attribute on atttypid = refused.oid and not attisdropped
  join pg_class on pg_class.oid = attrelid and relkind in ('r', 'm', 'i')
  join pg_namespace on pg_namespace.oid = relnamespace
 where nspname not in ('pg_catalog', 'information_schema') and nspname not like 'pg\\_t%'
union all
select 'notNull', format('%I.%I.%I', nspname, relname, child.attname)
  from target
  join pg_inherits on present < 18 and major >= 18
  join pg_attribute parent on parent.attrelid = inhparent and parent.attnotnull and parent.attnum > 0
  join pg_attribute child on child.attrelid = inhrelid and child.attname = parent.attname and not child.attnotnull
  join pg_class on pg_class.oid = inhrelid
  join pg_namespace on pg_namespace.oid = relnamespace
union all
select 'extension', extname from pg_extension, target
 where extname in ('adminpack', 'old_snapshot') and major >= 17
union all
select 'oldExtension', extname
  from pg_extension left join pg_available_extensions on name = extname
 where (extname ~ '^address_standardizer' or extname in ('pgrouting', 'postgis_raster', 'postgis_tiger_geocoder',
                                                         'postgis_topology'))
   and extversion is distinct from default_version
union all
select distinct 'systemView', format('%I.%I', nspname, pg_class.relname)
  from pg_depend
  join pg_rewrite on classid = 'pg_rewrite'::regclass and objid = pg_rewrite.oid
  join pg_class on pg_class.oid = ev_class
  join pg_namespace on pg_namespace.oid = pg_class.relnamespace
  join pg_class read on refclassid = 'pg_class'::regclass and refobjid = read.oid
   and read.relnamespace = 'pg_catalog'::regnamespace and read.relname ~ '^pg_(stat_|statio_|shmem_|backend_)'
 where nspname not in ('pg_catalog', 'information_schema')
   -- An extension brings its own views for each version.
   and not exists (select from pg_depend member where member.classid = 'pg_class'::regclass
                      and member.objid = pg_class.oid and member.deptype = 'e')
union all
select 'databaseName', quote_ident(datname) from pg_database where datname ~ '[\\n\\r]'
union all
select 'database', datname from pg_database
 where (not datallowconn or datconnlimit = -2) and datname <> 'template0'
union all
select 'template', datname from pg_database where datname in ('template0', 'template1') and not datistemplate
union all
select 'adminOption', role.rolname
  from target
  join pg_database on datname = current_database() and present < 16
  join pg_roles role on role.rolname ~ '^(experimentation_(owner|writer|reader)|(migration|application|reader)_[ab])$'
 where not exists (
    select from pg_auth_members where roleid = role.oid and member = datdba and admin_option)
 order by 1, 2
 limit 200`;
