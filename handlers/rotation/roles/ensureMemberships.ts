import type postgres from "postgres";
import { groups } from "../../shared/database/schema";
import { type Master, roleRefused } from "./master";
import { roleNotOurs, runStatements } from "./statements";

/** The comment on the owner of a declared database: `recordText` writes it. */
const ownerRecord = `{"declaredBy":"experimentation",%"members":["${groups.owner}"]}`;

/**
 * Makes each login a member of `group` only, and the master a member of all groups and logins.
 *
 * @throws `roleNotOurs` if another membership remains because the master may not revoke it.
 */
export async function ensureMemberships(
    sql: postgres.Sql,
    master: Master,
    logins: readonly string[],
    group: string,
): Promise<void> {
    await joinRoles(sql, master, [...Object.values(groups), ...logins]);
    for (const { member, granted, admin } of await unexpected(sql, logins, group)) {
        const statement = `REVOKE ${admin ? "ADMIN OPTION FOR " : ""}${granted} FROM ${member}`;
        await runStatements(sql, [statement], () => roleRefused(master, granted));
    }
    for (const login of logins) {
        await runStatements(sql, [`GRANT ${group} TO ${login}`], () => roleRefused(master, group));
    }
    // Since PostgreSQL 16, revoking another role's grant only warns, so check the result.
    const [remaining] = await unexpected(sql, logins, group);
    if (remaining !== undefined) {
        const { member, granted, grantor } = remaining;
        throw roleNotOurs(
            member,
            `is a member of ${granted}, granted by ${grantor}. As that role, run REVOKE ${granted} FROM ${member}`,
        );
    }
}

/**
 * Makes the master a member of the roles. It must be one to make a role the owner of a schema, or to change the owner
 * of another role's objects.
 *
 * On 15, CREATEROLE is enough to change any role that is not a superuser, and the creator of a role is not recorded.
 * Since 16, the master may change only roles on which it has the ADMIN option. It gets the option with each role that
 * it creates, and keeps what was granted on 15. So on 15 it grants the option to itself, in preparation for a major
 * upgrade. Users report that members of `rds_superuser` do not need it on RDS; AWS does not document that.
 * https://www.postgresql.org/docs/16/release-16.html#RELEASE-16-PRIVILEGES
 */
async function joinRoles(sql: postgres.Sql, master: Master, roles: readonly string[]): Promise<void> {
    const option = master.majorVersion < 16 ? " WITH ADMIN OPTION" : "";
    for (const role of roles) {
        await runStatements(sql, [`GRANT ${role} TO CURRENT_USER${option}`], () => roleRefused(master, role));
    }
}

interface Membership {
    readonly member: string;
    /** The role that it is a member of, as an SQL identifier. */
    readonly granted: string;
    /** Who granted it, as an SQL identifier. */
    readonly grantor: string;
    /** The membership is correct, but was granted WITH ADMIN OPTION. */
    readonly admin: boolean;
}

/**
 * Finds wrong memberships. Logins must have only that of their group, groups none but that of the owner in the owners of
 * declared databases, which record it in their comments. All without the ADMIN option.
 */
async function unexpected(sql: postgres.Sql, logins: readonly string[], group: string): Promise<Membership[]> {
    const names = (roles: readonly string[]): string => roles.map((role) => `'${role}'`).join(", ");
    const rows = await sql.unsafe<{ member: string; granted: string; grantor: string; ours: string }[]>(
        `select member.rolname as member, quote_ident(role.rolname) as granted, grantor::regrole as grantor,
                role.rolname = '${group}' and member.rolname in (${names(logins)}) as ours
           from pg_catalog.pg_auth_members membership
           join pg_catalog.pg_roles member on member.oid = membership.member
           join pg_catalog.pg_roles role on role.oid = membership.roleid
          where member.rolname in (${names([...logins, ...Object.values(groups)])})
            and (role.rolname <> '${group}' or member.rolname not in (${names(logins)}) or membership.admin_option)
            and (member.rolname <> '${groups.owner}' or membership.admin_option
                 or coalesce(shobj_description(role.oid, 'pg_authid'), '') not like '${ownerRecord}')`,
    );
    return rows.map(({ ours, ...row }) => ({ ...row, admin: ours === "t" }));
}
