import type postgres from "postgres";
import { groups } from "../../shared/database/schema";
import { type Master, roleRefused } from "./master";
import { roleNotOurs, runStatements } from "./statements";

/**
 * Makes each login a member of `group` and of nothing else, and the master a member of them all. Throws `roleNotOurs`
 * where a membership remains that the master may not take away.
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
    // From PostgreSQL 16 on, revoking what another role granted is only a warning: so look again.
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
 * Makes the master a member of the roles, which it must be to give one a schema or to take over what another has made.
 *
 * On 15, CREATEROLE lets it change any role that is no superuser, and who made a role is not recorded. From 16 on it may
 * change only roles that it has the ADMIN option on: it gets that where it makes a role, and keeps what 15 recorded. So
 * on 15 it grants the option to itself, for the day of a major upgrade. That a member of `rds_superuser` may do without
 * it has been reported of RDS; AWS does not document it.
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
    /** The membership is as it should be, but for the right to pass it on. */
    readonly admin: boolean;
}

/** Groups are members of nothing, logins of their group alone, without the right to pass it on. */
async function unexpected(sql: postgres.Sql, logins: readonly string[], group: string): Promise<Membership[]> {
    const names = (roles: readonly string[]): string => roles.map((role) => `'${role}'`).join(", ");
    const rows = await sql.unsafe<{ member: string; granted: string; grantor: string; ours: string }[]>(
        `select member.rolname as member, quote_ident(role.rolname) as granted, grantor::regrole as grantor,
                role.rolname = '${group}' and member.rolname in (${names(logins)}) as ours
           from pg_catalog.pg_auth_members membership
           join pg_catalog.pg_roles member on member.oid = membership.member
           join pg_catalog.pg_roles role on role.oid = membership.roleid
          where member.rolname in (${names([...logins, ...Object.values(groups)])})
            and (role.rolname <> '${group}' or member.rolname not in (${names(logins)}) or membership.admin_option)`,
    );
    return rows.map(({ ours, ...row }) => ({ ...row, admin: ours === "t" }));
}
