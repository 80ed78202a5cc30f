import { superuser } from "./configuration";

/** The master and the database of a new cluster. */
export interface ClusterOwner {
    readonly masterUsername: string;
    readonly masterPassword: string;
    readonly databaseName: string;
    readonly superuserPassword: string;
}

/**
 * The statements that give a new PostgreSQL the roles of a new Aurora cluster: RDS's groups, and a master that is not a
 * superuser, but a member of `rds_superuser` and owner of the only database.
 */
export function bootstrapStatements(owner: ClusterOwner): readonly string[] {
    const master = quoteIdentifier(owner.masterUsername);
    return [
        passwordStatement(superuser, owner.superuserPassword),
        "CREATE ROLE rds_superuser NOLOGIN",
        "CREATE ROLE rds_iam NOLOGIN",
        "CREATE ROLE rds_password NOLOGIN",
        "CREATE ROLE rds_replication NOLOGIN",
        "GRANT pg_monitor, pg_signal_backend, pg_checkpoint, rds_password, rds_replication TO rds_superuser WITH ADMIN OPTION",
        `CREATE ROLE ${master} LOGIN NOSUPERUSER CREATEDB CREATEROLE VALID UNTIL 'infinity' ` +
            `PASSWORD ${quoteLiteral(owner.masterPassword)}`,
        `GRANT rds_superuser TO ${master}`,
        // Every server has the database postgres.
        owner.databaseName === "postgres"
            ? `ALTER DATABASE postgres OWNER TO ${master}`
            : `CREATE DATABASE ${quoteIdentifier(owner.databaseName)} OWNER ${master}`,
    ];
}

/** The statement that sets a role's password. */
export function passwordStatement(role: string, password: string): string {
    return `ALTER ROLE ${quoteIdentifier(role)} PASSWORD ${quoteLiteral(password)}`;
}

function quoteIdentifier(name: string): string {
    return `"${name.replaceAll('"', '""')}"`;
}

/** Uses the escape syntax (E'…'), because the server's settings decide how a plain literal treats a backslash. */
function quoteLiteral(value: string): string {
    return `E'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'").replaceAll("\n", "\\n")}'`;
}
