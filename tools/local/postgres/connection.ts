import postgres from "postgres";

/** Where a local server is, and which authority vouches for it. */
export interface ServerAddress {
    readonly port: number;
    /** The authority's certificate as PEM text. */
    readonly certificateAuthority: string;
}

/** Who connects, and to which database. */
export interface Login {
    readonly username: string;
    readonly password: string;
    readonly database: string;
}

/**
 * Opens a client with one connection over TLS, certificate and name verified. The caller ends it
 * (`end({ timeout: 0 })`), or the program keeps running.
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

/** One server as the local platform and the tests see it. */
export interface PostgresEndpoint {
    /** Its port on 127.0.0.1. */
    readonly port: number;
    /**
     * Opens a client as RDS's own superuser, for what has to be seen or done from outside. The caller ends it. Default
     * database: the cluster's.
     */
    connectAsSuperuser(database?: string): postgres.Sql;
}

/** An endpoint whose superuser logs in as told. */
export function createEndpoint(server: ServerAddress, superuser: Login): PostgresEndpoint {
    return {
        port: server.port,
        connectAsSuperuser: (database = superuser.database) => connect(server, { ...superuser, database }),
    };
}
