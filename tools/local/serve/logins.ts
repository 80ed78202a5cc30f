import { type LoginKind, loginKinds } from "../../../handlers/shared/loginKinds";
import { toRecord } from "../../../offline/toRecord";
import { type LocalPlatform, secretArn } from "../platform/platform";
import type { ServiceLogin } from "./connectionTexts";

/** The parts of the platform that are read here. */
export type LoginSource = Pick<LocalPlatform, "program" | "database" | "aws">;

/** The name of the service with which a secret's login connects. */
export function serviceName(kind: LoginKind): string {
    return `experimentation-${kind}`;
}

/** The current login of each secret with its endpoint: the reader at the reader endpoint, the others at the writer. */
export function currentLogins(source: LoginSource): ServiceLogin[] {
    return loginKinds.map((kind) => currentLogin(source, kind));
}

/**
 * The current login of one secret.
 *
 * @throws if the secret holds no login.
 */
export function currentLogin({ program, database, aws }: LoginSource, kind: LoginKind): ServiceLogin {
    const { username, password } = readLogin(kind, aws.endpoints.currentSecretValue(secretArn(program, kind)));
    const { server } = database;
    const writer = { endpoint: database.host, port: server.port };
    const reader = { endpoint: database.readerHost, port: server.standby?.port ?? server.port };
    const service = {
        name: serviceName(kind),
        ...(kind === "reader" ? reader : writer),
        database: database.databaseName,
        username,
        caFile: server.caFile,
    };
    return { service, password };
}

/**
 * Reads the login in a secret's value.
 *
 * @throws if there is none, as before the first rotation. The message never quotes the value.
 */
export function readLogin(kind: LoginKind, value: string): { readonly username: string; readonly password: string } {
    const { username, password } = parseObject(value);
    if (typeof username !== "string" || typeof password !== "string") {
        throw new Error(`the secret ${kind} holds no login; rotate it first`);
    }
    return { username, password };
}

/** Treats invalid JSON as empty, because the parser's own message would quote the value. */
function parseObject(value: string): Record<string, unknown> {
    try {
        return toRecord(JSON.parse(value));
    } catch {
        return {};
    }
}
