import { shellWord } from "./shellWord";

/** How clients connect to the database with one login. */
export interface Service {
    /** The name in `psql service=…`. */
    readonly name: string;
    /**
     * The registered endpoint, which the certificate names too. For clients that verify a name other than the address
     * that they dial.
     */
    readonly endpoint: string;
    /** The endpoint's port on this machine. */
    readonly port: number;
    readonly database: string;
    readonly username: string;
    /** The certificate authority's file. */
    readonly caFile: string;
}

/** A login of a service. */
export interface ServiceLogin {
    readonly service: Service;
    readonly password: string;
}

/**
 * The name by which every client connects and verifies the server. libpq verifies IP addresses only since PostgreSQL
 * 15. pgx and pgjdbc do not support `hostaddr`, with which libpq would verify the endpoint's name.
 */
const host = "localhost";

/** The text of `pg_service.conf`. */
export function serviceText(services: readonly Service[]): string {
    return services
        .map(({ name, port, database, username, caFile }) =>
            [
                `[${name}]`,
                `host=${host}`,
                `port=${port}`,
                `dbname=${database}`,
                `user=${username}`,
                "sslmode=verify-full",
                `sslrootcert=${caFile}`,
                "",
            ].join("\n"),
        )
        .join("\n");
}

/** The text of a pass file: one line for each pair of a login and a name of the server. */
export function passText(logins: readonly ServiceLogin[]): string {
    return logins
        .flatMap(({ service: { endpoint, port, database, username }, password }) =>
            [host, "127.0.0.1", endpoint].map((name) =>
                [name, String(port), database, username, password].map(escapeField).join(":"),
            ),
        )
        .map((line) => `${line}\n`)
        .join("");
}

/** A colon ends a field in a pass file unless a backslash precedes it. */
function escapeField(field: string): string {
    return field.replace(/[\\:]/g, "\\$&");
}

/** A connection URI in PostgreSQL's format, without the password, which is in the pass file. */
export function serviceUri({ port, database, username, caFile }: Service): string {
    return `postgresql://${username}@${host}:${port}/${database}?${verification(caFile)}`;
}

/** The connection URL for pgjdbc, without the password. */
export function serviceJdbcUrl({ port, database, username, caFile }: Service): string {
    return `jdbc:postgresql://${host}:${port}/${database}?user=${username}&${verification(caFile)}`;
}

function verification(caFile: string): string {
    return `sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile).replaceAll("%2F", "/")}`;
}

/**
 * The text of a file of environment variables, for `set -a; . FILE` in a POSIX shell and for `node --env-file`. The
 * latter cannot quote a value that holds an apostrophe together with other special characters of the shell.
 */
export function environmentText(variables: Readonly<Record<string, string>>): string {
    return Object.entries(variables)
        .map(([name, value]) => `${name}=${shellWord(value)}\n`)
        .join("");
}
