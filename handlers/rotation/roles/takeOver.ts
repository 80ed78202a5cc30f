import type postgres from "postgres";
import { loginNames, type Note } from "../context";
import type { KindSettings } from "../settings";
import { type Master, roleRefused } from "./master";
import { runStatements } from "./statements";

/** How many roles a note names. */
const named = 20;

/**
 * Removes the password of the idle login, which a restored database has from its former life: the secrets of that life
 * must not open it. The new login gets its own password. A database that is new has no such password.
 *
 * Notes other roles that can log in, once per database. Their passwords cannot be read on Aurora, and a person may use
 * them.
 */
export async function takeOver(
    sql: postgres.Sql,
    master: Master,
    { target, username }: { readonly target: KindSettings; readonly username: string },
    note: Note,
): Promise<void> {
    for (const login of loginNames(target).filter((name) => name !== username)) {
        await runStatements(sql, [`ALTER ROLE ${login} PASSWORD NULL`], () => roleRefused(master, login));
    }
    const others = target.kind === "migration" ? await otherLogins(sql) : [];
    if (others.length > 0) {
        const more = others.length > named ? ` and ${others.length - named} more` : "";
        note(
            `The database has other roles that can log in, from before this stack: ${others.slice(0, named).join(", ")}${more}. docs/restore.md has the statements that end that.`,
        );
    }
}

/** Returns the roles that can log in, without the platform's, RDS's and the master, as SQL identifiers. */
async function otherLogins(sql: postgres.Sql): Promise<string[]> {
    const rows = await sql<{ name: string }[]>`
        select quote_ident(rolname) as name from pg_catalog.pg_roles
         where rolcanlogin and rolname <> current_user and rolname !~ '^(rds|(migration|application|reader)_[ab]$)'
         order by rolname`;
    return rows.map(({ name }) => name);
}
