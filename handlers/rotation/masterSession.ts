import type { Session } from "../shared/database/session";
import { codedError, explained, isCodedError } from "../shared/errors";
import { findSecret, loginOf } from "../shared/secrets";
import { connectAs, type ConnectionContext } from "./context";
import type { MasterAccess } from "./databases/reconcile";

/**
 * Connects as the master. Reads its secret once more if the login fails, because RDS rotates that password too.
 *
 * @param database the database, by default the program's own.
 */
export async function connectAsMaster(context: ConnectionContext, database?: string): Promise<Session> {
    const { secretsManager, settings, deadline } = context;
    const connect = async (): Promise<Session> => {
        const version = { VersionStage: "AWSCURRENT" } as const;
        const secret = await findSecret(secretsManager, settings.masterSecretArn, version, deadline);
        // RDS deletes it when it no longer manages the password, and creates another one when it does again.
        if (secret === undefined) {
            throw codedError("credentialsNotReady");
        }
        return await connectAs(loginOf(secret), context, database);
    };
    try {
        return await connect().catch((error: unknown) => {
            if (isCodedError(error) && error.code === "authenticationFailed") {
                return connect();
            }
            throw error;
        });
    } catch (error) {
        throw explained(error, {
            authenticationFailed: "The server refused the master's login. Rotate the master's secret, then this one.",
            credentialsNotReady:
                "The master's secret has no login or no longer exists. Let RDS manage the master's password, refresh and deploy; or rotate the master's secret. Then rotate this one.",
            secretMalformed: "The master's secret is not the JSON that RDS writes. Rotate it, then this one.",
            permissionDenied: "The master may not connect to the database. Grant it CONNECT, then rotate again.",
            databaseMissing:
                "The server has no database of the configured name. If the cluster was restored, set databaseName to the name that its database has, then deploy.",
        });
    }
}

/** The server, as the master reaches it. */
export function masterAccess(context: ConnectionContext): MasterAccess {
    return {
        ownDatabase: context.settings.database,
        connect: (database) => connectAsMaster(context, database),
        deadline: context.deadline,
    };
}
