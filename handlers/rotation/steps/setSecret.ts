import type { Session } from "../../shared/database/session";
import { inTransaction } from "../../shared/database/transaction";
import { explained, isCodedError } from "../../shared/errors";
import { loginOf, readSecret } from "../../shared/secrets";
import { connectAs, type RotationContext } from "../context";
import { ensureRoles } from "../roles/ensureRoles";
import { scramVerifier } from "../roles/scram";
import { pendingLogin } from "./pending";

/**
 * Step 2: creates or corrects roles, schema and privileges, and sets the pending login's password, all in one
 * transaction. Another run sets the same password.
 */
export async function setSecret(context: RotationContext): Promise<void> {
    const { username, password } = await pendingLogin(context);
    const session = await connectAsMaster(context);
    try {
        await inTransaction(session, "write", context.deadline, (sql) =>
            ensureRoles(
                sql,
                {
                    database: context.settings.database,
                    extensions: context.settings.extensions,
                    target: context.target,
                    username,
                    verifier: scramVerifier(password),
                },
                context.note,
            ),
        );
    } finally {
        await session.close();
    }
}

/** Connects as the master. Reads its secret once more if the login fails, because RDS rotates that password too. */
async function connectAsMaster(context: RotationContext): Promise<Session> {
    const { secretsManager, settings, deadline } = context;
    const connect = async (): Promise<Session> => {
        const version = { VersionStage: "AWSCURRENT" } as const;
        const secret = await readSecret(secretsManager, settings.masterSecretArn, version, deadline);
        return await connectAs(loginOf(secret), context);
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
            credentialsNotReady: "The master's secret has no login. Rotate the master's secret, then this one.",
            secretMalformed: "The master's secret is not the JSON that RDS writes. Rotate it, then this one.",
            permissionDenied: "The master may not connect to the database. Grant it CONNECT, then rotate again.",
        });
    }
}
