import type postgres from "postgres";
import { notEntitled, roleNotOurs } from "./statements";

/** The master user, which creates roles and schema. On Aurora it is not a superuser. */
export interface Master {
    /** Its name, as an SQL identifier. */
    readonly name: string;
    readonly mayCreateRoles: boolean;
    /** PostgreSQL's major version. */
    readonly majorVersion: number;
}

/** Reads the facts about the session's own login. */
export async function readMaster(sql: postgres.Sql): Promise<Master> {
    const [row] = await sql<{ name: string; createrole: string; version: string }[]>`
        select quote_ident(rolname) as name, rolcreaterole as createrole,
               current_setting('server_version_num')::int / 10000 as version
          from pg_catalog.pg_roles where rolname = current_user`;
    return { name: row?.name ?? "", mayCreateRoles: row?.createrole === "t", majorVersion: Number(row?.version) };
}

/**
 * Returns the error for a role that the master may not change. Since PostgreSQL 16, CREATEROLE is not enough. The
 * master also needs the ADMIN option on the role. It has the option if it created the role on 16 or later, or was
 * granted it.
 */
export function roleRefused({ name, mayCreateRoles }: Master, role: string): Error {
    return mayCreateRoles
        ? roleNotOurs(
              role,
              `cannot be changed by the master ${name}, which lacks the ADMIN option on it. As a role that has it, run GRANT ${role} TO ${name} WITH ADMIN OPTION`,
          )
        : // https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.MasterAccounts.html
          notEntitled(
              `The master ${name} has lost the right to make roles. Rotate the master's secret, as RDS restores its rights with a new password`,
          );
}
