import postgres from "postgres";

/** The address of a local server and its certificate authority. */
export interface ServerAddress {
    readonly port: number;
    /** The authority's certificate as PEM text. */
    readonly certificateAuthority: string;
}

/** The login and database of a connection. */
export interface Login {
    readonly username: string;
    readonly password: string;
    readonly database: string;
}

/**
 * Creates a client with one connection over TLS that verifies certificate and name. The caller must end it (`end({
 * timeout: 0 })`), or the program keeps running.
 */
export function connect(server: ServerAddress, login: Login): postgres.Sql {
    return postgres({
        host: "127.0.0.1",
        port: server.port,
        username: login.username,
        password: login.password,
        database: login.database,
        ssl: { ca: server.certificateAuthority, rejectUnauthorized: true, servername: "localhost" },
        max: 1,
        connect_timeout: 5,
        fetch_types: false,
        onnotice: () => undefined,
    });
}

/** A server, as the local platform and the tests use it. */
export interface PostgresEndpoint {
    /** Its port on 127.0.0.1. */
    readonly port: number;
    /**
     * Connects as RDS's own superuser, for observation and changes from outside. The caller must end the client.
     * Default database: the cluster's.
     */
    connectAsSuperuser(database?: string): postgres.Sql;
}

/** Creates an endpoint whose superuser has the given password. */
export function createEndpoint(server: ServerAddress, superuser: Login): PostgresEndpoint {
    return {
        port: server.port,
        connectAsSuperuser: (database = superuser.database) => connect(server, { ...superuser, database }),
    };
}
