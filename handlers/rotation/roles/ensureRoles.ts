import type postgres from "postgres";
import { groups, searchPath } from "../../shared/database/schema";
import type { Extension } from "../../shared/extensions";
import { loginNames, type Note } from "../context";
import type { KindSettings } from "../settings";
import { ensureExtensions } from "./ensureExtensions";
import { ensureMemberships } from "./ensureMemberships";
import { ensureOwnership } from "./ensureOwnership";
import { ensureSchema } from "./ensureSchema";
import { type Master, readMaster, roleRefused } from "./master";
import { lockTimeout, loginRules } from "./roleRules";
import { setPassword } from "./setPassword";
import { quoted, roleNotOurs, runStatements } from "./statements";
import { takeOver } from "./takeOver";

/** Arguments of {@link ensureRoles}. */
export interface RoleTarget {
    readonly database: string;
    readonly extensions: readonly Extension[];
    readonly target: KindSettings;
    /** The login that gets the new password. */
    readonly username: string;
    /** Its SCRAM verifier. */
    readonly verifier: string;
    /** No rotation of the login's secret has finished yet, so that passwords in the database are of a former life. */
    readonly isFirst: boolean;
}

/**
 * Creates or corrects the groups, the two logins of one kind, the schema, the owners of its objects and the privileges,
 * then sets the password of one login. A first rotation also takes over the logins of a restored database. Call it in a
 * transaction of the master, which is not a superuser. Notes problems that do not stop the rotation.
 *
 * @throws `roleNotOurs` or `permissionDenied`, with the name of the object that the master may not change.
 */
export async function ensureRoles(
    sql: postgres.Sql,
    { database, extensions, target, username, verifier, isFirst }: RoleTarget,
    note: Note,
): Promise<void> {
    // Three first rotations run concurrently, and would conflict in the catalogue of roles, which the whole server
    // shares.
    await sql`select pg_advisory_xact_lock(hashtext('experimentation roles'))`;
    const master = await readMaster(sql);
    const groupNames = Object.values(groups);
    const logins = loginNames(target);
    const existing = await existingRoles(sql, [...groupNames, ...logins]);
    for (const group of groupNames) {
        await ensureRole(sql, master, group, existing, "NOLOGIN INHERIT NOCREATEDB NOCREATEROLE");
    }
    for (const login of logins) {
        const limit = `CONNECTION LIMIT ${target.connectionLimit} VALID UNTIL 'infinity'`;
        await ensureRole(sql, master, login, existing, `LOGIN INHERIT NOCREATEDB NOCREATEROLE ${limit}`);
    }
    await ensureMemberships(sql, master, logins, loginRules[target.kind].group);
    for (const login of logins) {
        await runStatements(sql, sessionSettings(login, target, database, extensions), () =>
            roleRefused(master, login),
        );
    }
    if (isFirst) {
        await takeOver(sql, master, { target, username }, note);
    }
    await ensureSchema(sql, master, database);
    await ensureExtensions(sql, extensions, note);
    if (target.kind === "migration") {
        await ensureOwnership(sql, note);
    }
    await setPassword(sql, master, username, verifier);
}

/**
 * Returns the names of existing roles. Throws `roleNotOurs` for a role with an attribute that only a superuser can
 * remove.
 */
async function existingRoles(sql: postgres.Sql, names: readonly string[]): Promise<readonly string[]> {
    const list = names.map((name) => `'${name}'`).join(", ");
    const rows = await sql.unsafe<{ name: string; powerful: string }[]>(
        `select rolname as name, rolsuper or rolreplication or rolbypassrls as powerful
           from pg_catalog.pg_roles where rolname in (${list})`,
    );
    const powerful = rows.find((row) => row.powerful === "t");
    if (powerful !== undefined) {
        throw roleNotOurs(
            powerful.name,
            "is a superuser, or may replicate or bypass row security. Take that from it, or rename it",
        );
    }
    return rows.map(({ name }) => name);
}

async function ensureRole(
    sql: postgres.Sql,
    master: Master,
    role: string,
    existing: readonly string[],
    attributes: string,
): Promise<void> {
    const verb = existing.includes(role) ? "ALTER" : "CREATE";
    await runStatements(sql, [`${verb} ROLE ${role} ${attributes}`], () => roleRefused(master, role));
}

/** Sets the limits on each login, because members do not inherit a group's settings. Resets all other settings. */
function sessionSettings(
    login: string,
    { kind }: KindSettings,
    database: string,
    extensions: readonly Extension[],
): string[] {
    const { statementTimeout, idleInTransactionTimeout, actsAs } = loginRules[kind];
    return [
        `ALTER ROLE ${login} IN DATABASE ${quoted(database)} RESET ALL`,
        `ALTER ROLE ${login} RESET ALL`,
        `ALTER ROLE ${login} SET search_path = ${searchPath(extensions)}`,
        `ALTER ROLE ${login} SET statement_timeout = '${statementTimeout}'`,
        `ALTER ROLE ${login} SET lock_timeout = '${lockTimeout}'`,
        `ALTER ROLE ${login} SET idle_in_transaction_session_timeout = '${idleInTransactionTimeout}'`,
        ...(actsAs === undefined ? [] : [`ALTER ROLE ${login} SET role = ${actsAs}`]),
    ];
}
