import type { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { SSMClient } from "@aws-sdk/client-ssm";
import type postgres from "postgres";
import { openSession } from "../shared/database/openSession";
import { searchPath } from "../shared/database/schema";
import type { Session } from "../shared/database/session";
import { inTransaction } from "../shared/database/transaction";
import type { Deadline } from "../shared/deadline";
import { isCodedError } from "../shared/errors";
import type { LoginKind } from "../shared/loginKinds";
import { type Login, loginOf, readSecret } from "../shared/secrets";
import { type EndpointKind, type Parameters, readParameters } from "./parameters";
import { type Attempts, type RetryRules, withRetries } from "./retry";
import type { AccessSettings } from "./settings";

/** The clients and the driver that the access function uses; a test passes its own. */
export interface AccessDependencies {
    readonly ssm: SSMClient;
    readonly secretsManager: SecretsManagerClient;
    readonly postgres: typeof postgres;
    /** Writes one line of the log. @default standard output */
    readonly log?: (line: string) => void;
}

/** The state of one invocation. */
export interface Invocation extends Attempts {
    /** Connections whose secret this invocation has read again. It does so once for each. */
    readonly refreshed: Set<string>;
}

/** Where and how a piece of work runs. */
export interface Target extends RetryRules {
    readonly login: LoginKind;
    readonly endpoint: EndpointKind;
}

/** The connections that are kept between invocations, with the parameters and logins that they use. */
export interface Connections {
    /**
     * Runs `work` in a transaction of its own, on the kept connection of the target's login and endpoint or on a new
     * one. Retries it if that is safe.
     *
     * @throws a coded error.
     */
    run<T>(target: Target, invocation: Invocation, work: (session: Session) => Promise<T>): Promise<T>;
    /** The same for work that runs its own transaction. */
    use<T>(target: Target, invocation: Invocation, work: (session: Session) => Promise<T>): Promise<T>;
    /** Closes the connections of one login, or all. */
    close(kind?: LoginKind): Promise<void>;
}

/** How long a statement waits for a lock: as long as in the sessions of applications. Milliseconds. */
const lockTimeoutMs = 5000;

/** Creates the connections: one for each login and endpoint, opened when first needed. */
export function createConnections(dependencies: AccessDependencies, settings: AccessSettings): Connections {
    const sessions = new Map<string, Session>();
    // Promises, so that two connections that open at once read each value only once.
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
            // Callers cannot choose the statements of a migration, and the migration login has few connections.
            const leavesOneFree = kind !== "migration";
            const applicationName = `experimentation-access-${settings.environment}`;
            return await openSession(
                dependencies.postgres,
                {
                    ...address,
                    ...(await login),
                    applicationName,
                    searchPath: searchPath(settings.extensions),
                    lockTimeoutMs,
                    leavesOneFree,
                    pauses: settings.pauses,
                },
                deadline,
            );
        } catch (error) {
            // Address and login may have changed. The next attempt reads them again, unless another one already has.
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

    async function keptOrNew({ login, endpoint }: Target, invocation: Invocation): Promise<Session> {
        const key = `${login}@${endpoint}`;
        const kept = sessions.get(key);
        if (kept !== undefined) {
            await twoEventLoopTurns();
            if (kept.isOpen()) {
                return kept;
            }
            kept.destroy();
            sessions.delete(key);
        }
        const session = await connect(login, endpoint, invocation);
        sessions.set(key, session);
        return session;
    }

    function use<T>(target: Target, invocation: Invocation, work: (session: Session) => Promise<T>): Promise<T> {
        return withRetries(target, invocation, async () => await work(await keptOrNew(target, invocation)));
    }

    return {
        run: (target, invocation, work) =>
            use(target, invocation, (session) =>
                inTransaction(session, target.mode, invocation.deadline, () => work(session)),
            ),
        use,
        close: async (kind) => {
            const ending = [...sessions].filter(([key]) => kind === undefined || key.startsWith(`${kind}@`));
            for (const [key] of ending) {
                sessions.delete(key);
            }
            await Promise.all(ending.map(([, session]) => session.close()));
        },
    };
}

/** Reads the login in a secret's current version. */
async function readLogin(client: SecretsManagerClient, arn: string, deadline: Deadline): Promise<Login> {
    return loginOf(await readSecret(client, arn, { VersionStage: "AWSCURRENT" }, deadline));
}

/**
 * Lambda freezes the process between invocations. After two turns of the event loop, a close that arrived meanwhile has
 * been seen.
 */
async function twoEventLoopTurns(): Promise<void> {
    for (let turn = 0; turn < 2; turn++) {
        await new Promise((resolve) => setImmediate(resolve));
    }
}
