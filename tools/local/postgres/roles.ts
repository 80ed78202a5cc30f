import { superuser } from "./configuration";

/** Who and what a new cluster holds. */
export interface ClusterOwner {
    readonly masterUsername: string;
    readonly masterPassword: string;
    readonly databaseName: string;
    readonly superuserPassword: string;
}

/**
 * The statements that give a fresh PostgreSQL the roles of a fresh Aurora: RDS's groups, and a master that is no
 * superuser but a member of `rds_superuser` and owner of the one database.
 */
export function bootstrapStatements(owner: ClusterOwner): readonly string[] {
    const master = quoteIdentifier(owner.masterUsername);
    return [
        `ALTER ROLE ${quoteIdentifier(superuser)} PASSWORD ${quoteLiteral(owner.superuserPassword)}`,
        "CREATE ROLE rds_superuser NOLOGIN",
        "CREATE ROLE rds_iam NOLOGIN",
        "CREATE ROLE rds_password NOLOGIN",
        "CREATE ROLE rds_replication NOLOGIN",
        "GRANT pg_monitor, pg_signal_backend, pg_checkpoint, rds_password, rds_replication TO rds_superuser WITH ADMIN OPTION",
        `CREATE ROLE ${master} LOGIN NOSUPERUSER CREATEDB CREATEROLE VALID UNTIL 'infinity' ` +
            `PASSWORD ${quoteLiteral(owner.masterPassword)}`,
        `GRANT rds_superuser TO ${master}`,
        `CREATE DATABASE ${quoteIdentifier(owner.databaseName)} OWNER ${master}`,
    ];
}

function quoteIdentifier(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** The escape form, for a backslash means itself or not by the server's settings. */
function quoteLiteral(value: string): string {
    return `E'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}
