import type postgres from "postgres";
import { ensureSchema } from "./ensureSchema";
import { ensureMemberships } from "./memberships";
import { mend, quoted, roleNotOurs } from "./mend";
import { loginNames } from "./rotation";
import { setPassword } from "./setPassword";
import { groups, lockTimeout, loginRules, schemaName } from "./roleNames";
import type { KindSettings } from "./settings";

/** What the database is to have after `ensureRoles`. */
export interface RoleTarget {
    readonly database: string;
    readonly target: KindSettings;
    /** The login that gets the new password. */
    readonly username: string;
    /** Its SCRAM verifier. */
    readonly verifier: string;
}

/**
 * Makes, or mends, the groups, the two logins of one kind, the schema and the privileges, then sets the password of one
 * login. To be run in a transaction by the master, who is no superuser. Throws `roleNotOurs`, naming the role, where one
 * of these names has rights that the master may not take away.
 */
export async function ensureRoles(
    sql: postgres.Sql,
    { database, target, username, verifier }: RoleTarget,
): Promise<void> {
    // Three first rotations come at once; roles belong to the whole server, so its catalogue is where they would collide.
    await sql`select pg_advisory_xact_lock(hashtext('experimentation roles'))`;
    const groupNames = Object.values(groups);
    const logins = loginNames(target);
    const existing = await existingRoles(sql, [...groupNames, ...logins]);
    for (const group of groupNames) {
        await ensureRole(sql, group, existing, "NOLOGIN INHERIT NOCREATEDB NOCREATEROLE");
    }
    for (const login of logins) {
        const limit = `CONNECTION LIMIT ${target.connectionLimit} VALID UNTIL 'infinity'`;
        await ensureRole(sql, login, existing, `LOGIN INHERIT NOCREATEDB NOCREATEROLE ${limit}`);
        await mend(sql, login, sessionSettings(login, target, database));
    }
    await ensureMemberships(sql, logins, loginRules[target.kind].group);
    await ensureSchema(sql, database);
    await setPassword(sql, username, verifier);
}

/** The names that are taken. Throws `roleNotOurs` for a role with a right that only a superuser could take away. */
async function existingRoles(sql: postgres.Sql, names: readonly string[]): Promise<readonly string[]> {
    const list = names.map((name) => `'${name}'`).join(", ");
    const rows = await sql.unsafe<{ name: string; powerful: string }[]>(
        `select rolname as name, rolsuper or rolreplication or rolbypassrls as powerful
           from pg_catalog.pg_roles where rolname in (${list})`,
    );
    const powerful = rows.find((row) => row.powerful === "t");
    if (powerful !== undefined) {
        throw roleNotOurs(powerful.name, "it is a superuser, replicates, or bypasses row security");
    }
    return rows.map(({ name }) => name);
}

async function ensureRole(
    sql: postgres.Sql,
    role: string,
    existing: readonly string[],
    attributes: string,
): Promise<void> {
    await mend(sql, role, [`${existing.includes(role) ? "ALTER" : "CREATE"} ROLE ${role} ${attributes}`]);
}

/** Each login has the limits itself, as members do not inherit a group's. Whatever else was set is taken away. */
function sessionSettings(login: string, { kind }: KindSettings, database: string): string[] {
    const { statementTimeout, idleInTransactionTimeout } = loginRules[kind];
    return [
        `ALTER ROLE ${login} IN DATABASE ${quoted(database)} RESET ALL`,
        `ALTER ROLE ${login} RESET ALL`,
        `ALTER ROLE ${login} SET search_path = ${schemaName}`,
        `ALTER ROLE ${login} SET statement_timeout = '${statementTimeout}'`,
        `ALTER ROLE ${login} SET lock_timeout = '${lockTimeout}'`,
        `ALTER ROLE ${login} SET idle_in_transaction_session_timeout = '${idleInTransactionTimeout}'`,
    ];
}
