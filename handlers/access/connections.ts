import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type postgres from "postgres";
import { openSession } from "../shared/database/openSession";
import type { Session } from "../shared/database/session";
import type { Deadline } from "../shared/deadline";
import { isCodedError } from "../shared/errors";
import { loginOf, readSecret, type Login } from "../shared/secrets";
import { readParameters, type EndpointKind, type LoginKind, type Parameters } from "./parameters";
import type { AccessSettings } from "./settings";

/** What the access function is made of, so that a test can give other things. */
export interface AccessDependencies {
    readonly ssm: SSMClient;
    readonly secretsManager: SecretsManagerClient;
    readonly postgres: typeof postgres;
    /** Takes each line of the log. Default: standard output. */
    readonly log?: (line: string) => void;
}

/** One invocation, as far as connecting has to know it. */
export interface Invocation {
    readonly deadline: Deadline;
    /** Connections for which the secret was read again in this invocation: once is enough. */
    readonly refreshed: Set<string>;
    /** 1, and one more for each piece of work that was repeated. */
    attempts: number;
}

/** The connections that outlive an invocation, with the parameters and logins that they were made of. */
export interface Connections {
    /** The connection of a login to an endpoint: the one kept, or a new one. Throws an error of the closed list. */
    open(kind: LoginKind, endpoint: EndpointKind, invocation: Invocation): Promise<Session>;
    /** Ends the connections of one login, or all. */
    close(kind?: LoginKind): Promise<void>;
}

/** How long a statement waits for a lock: as long as in the sessions of applications. Milliseconds. */
const lockTimeoutMs = 5000;

/** Keeps one connection for each login and endpoint. */
export function createConnections(dependencies: AccessDependencies, settings: AccessSettings): Connections {
    const sessions = new Map<string, Session>();
    // Promises, so that two connections that are made at once ask only once.
    const logins = new Map<LoginKind, Promise<Login>>();
    let parameters: Promise<Parameters> | undefined;

    function currentLogin(kind: LoginKind, { secrets }: Parameters, deadline: Deadline): Promise<Login> {
        const login = logins.get(kind) ?? readLogin(dependencies.secretsManager, secrets[kind], deadline);
        logins.set(kind, login);
        return login;
    }

    async function connect(kind: LoginKind, endpoint: EndpointKind, invocation: Invocation): Promise<Session> {
        const { deadline, refreshed } = invocation;
        const key = `${kind}@${endpoint}`;
        const known = (parameters ??= readParameters(dependencies.ssm, settings, deadline));
        let login: Promise<Login> | undefined;
        try {
            const found = await known;
            login = currentLogin(kind, found, deadline);
            const { hosts, port, database } = found;
            const address = { host: hosts[endpoint], port, database, ca: settings.ca };
            // Migrations are the platform's own, and their login has few connections.
            const leavesOneFree = kind !== "migration";
            const applicationName = `experimentation-access-${settings.environment}`;
            return await openSession(
                dependencies.postgres,
                {
                    ...address,
                    ...(await login),
                    applicationName,
                    searchPath: "experimentation",
                    lockTimeoutMs,
                    leavesOneFree,
                },
                deadline,
            );
        } catch (error) {
            // Address and login may have changed: the next attempt asks for them again, unless another already has.
            parameters = parameters === known ? undefined : parameters;
            if (logins.get(kind) === login) {
                logins.delete(kind);
            }
            if (isCodedError(error) && error.code === "authenticationFailed" && !refreshed.has(key)) {
                refreshed.add(key);
                return await connect(kind, endpoint, invocation);
            }
            throw error;
        }
    }

    return {
        open: async (kind, endpoint, invocation) => {
            const key = `${kind}@${endpoint}`;
            const kept = sessions.get(key);
            if (kept !== undefined) {
                await noticeWhatHappened();
                if (kept.isOpen()) {
                    return kept;
                }
                kept.destroy();
                sessions.delete(key);
            }
            const session = await connect(kind, endpoint, invocation);
            sessions.set(key, session);
            return session;
        },
        close: async (kind) => {
            const ending = [...sessions].filter(([key]) => kind === undefined || key.startsWith(`${kind}@`));
            for (const [key] of ending) {
                sessions.delete(key);
            }
            await Promise.all(ending.map(([, session]) => session.close()));
        },
    };
}

/** The login of a secret's current version. */
async function readLogin(client: SecretsManagerClient, arn: string, deadline: Deadline): Promise<Login> {
    return loginOf(await readSecret(client, arn, { VersionStage: "AWSCURRENT" }, deadline));
}

/** What reached a socket while the process was frozen is seen two turns of the event loop later. */
async function noticeWhatHappened(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}
