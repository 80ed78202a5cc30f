import type postgres from "postgres";
import { mend, roleNotOurs } from "./mend";
import { groups } from "./roleNames";

/**
 * Makes each login a member of `group` and of nothing else, and the master a member of the owner, which it must be to
 * give the owner a schema. Throws `roleNotOurs` where a membership remains that the master may not take away.
 */
export async function ensureMemberships(sql: postgres.Sql, logins: readonly string[], group: string): Promise<void> {
    await mend(sql, groups.owner, [`GRANT ${groups.owner} TO CURRENT_USER`]);
    for (const { member, granted, admin } of await unexpected(sql, logins, group)) {
        await mend(sql, member, [`REVOKE ${admin ? "ADMIN OPTION FOR " : ""}${granted} FROM ${member}`]);
    }
    for (const login of logins) {
        await mend(sql, login, [`GRANT ${group} TO ${login}`]);
    }
    // From PostgreSQL 16 on, revoking what another role granted is only a warning: so look again.
    const [remaining] = await unexpected(sql, logins, group);
    if (remaining !== undefined) {
        throw roleNotOurs(remaining.member, `it is a member of ${remaining.granted}, which the master may not change`);
    }
}

interface Membership {
    readonly member: string;
    /** The role that it is a member of, as an SQL identifier. */
    readonly granted: string;
    /** The membership is as it should be, but for the right to pass it on. */
    readonly admin: boolean;
}

/** Groups are members of nothing, logins of their group alone, without the right to pass it on. */
async function unexpected(sql: postgres.Sql, logins: readonly string[], group: string): Promise<Membership[]> {
    const names = (roles: readonly string[]): string => roles.map((role) => `'${role}'`).join(", ");
    const rows = await sql.unsafe<{ member: string; granted: string; ours: string }[]>(
        `select member.rolname as member, quote_ident(role.rolname) as granted, role.rolname = '${group}'
                and member.rolname in (${names(logins)}) as ours
           from pg_catalog.pg_auth_members membership
           join pg_catalog.pg_roles member on member.oid = membership.member
           join pg_catalog.pg_roles role on role.oid = membership.roleid
          where member.rolname in (${names([...logins, ...Object.values(groups)])})
            and (role.rolname <> '${group}' or member.rolname not in (${names(logins)}) or membership.admin_option)`,
    );
    return rows.map(({ member, granted, ours }) => ({ member, granted, admin: ours === "t" }));
}
