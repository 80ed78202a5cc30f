import { shellWord } from "./shellWord";

/** How clients reach the database with one login. */
export interface Service {
    /** What `psql service=…` names. */
    readonly name: string;
    /** The registered endpoint, which the certificate names too: for clients that dial another address than they verify. */
    readonly endpoint: string;
    /** Where that endpoint is on this machine. */
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
 * The name by which every client finds and verifies the server: libpq verifies addresses only since PostgreSQL 15, and
 * `hostaddr`, with which libpq would verify the endpoint's name, is unknown to pgx and pgjdbc.
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

/** The text of a pass file: a line for each login and name of the server. */
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

/** In a pass file a colon ends a field, unless a backslash is before it. */
function escapeField(field: string): string {
    return field.replace(/[\\:]/g, "\\$&");
}

/** The connection URI of PostgreSQL's documentation, without the password: that is in the pass file. */
export function serviceUri({ port, database, username, caFile }: Service): string {
    return `postgresql://${username}@${host}:${port}/${database}?${verification(caFile)}`;
}

/** The same for pgjdbc. */
export function serviceJdbcUrl({ port, database, username, caFile }: Service): string {
    return `jdbc:postgresql://${host}:${port}/${database}?user=${username}&${verification(caFile)}`;
}

function verification(caFile: string): string {
    return `sslmode=verify-full&sslrootcert=${encodeURIComponent(caFile).replaceAll("%2F", "/")}`;
}

/**
 * The text of a file of environment variables, for `set -a; . FILE` in a POSIX shell and for `node --env-file`. The
 * latter knows no way to write a value with an apostrophe and other signs of the shell.
 */
export function environmentText(variables: Readonly<Record<string, string>>): string {
    return Object.entries(variables)
        .map(([name, value]) => `${name}=${shellWord(value)}\n`)
        .join("");
}
