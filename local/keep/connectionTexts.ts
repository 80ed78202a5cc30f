/** How clients of libpq reach the database with one login. */
export interface Service {
    /** What `psql service=…` names. */
    readonly name: string;
    /** The registered endpoint: the certificate is verified against it. */
    readonly host: string;
    /** Where that endpoint is on this machine. */
    readonly address: string;
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

/** The text of `pg_service.conf`. */
export function serviceText(services: readonly Service[]): string {
    return services
        .map(({ name, host, address, port, database, username, caFile }) =>
            [
                `[${name}]`,
                `host=${host}`,
                `hostaddr=${address}`,
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

/** The text of a pass file, a line for each login. */
export function passText(logins: readonly ServiceLogin[]): string {
    return logins
        .map(({ service: { host, port, database, username }, password }) =>
            [host, String(port), database, username, password].map(escapeField).join(":"),
        )
        .map((line) => `${line}\n`)
        .join("");
}

/** In a pass file a colon ends a field, unless a backslash is before it. */
function escapeField(field: string): string {
    return field.replace(/[\\:]/g, "\\$&");
}
