import { schemaName } from "../../shared/database/schema";
import type { Session } from "../../shared/database/session";
import { inTransaction } from "../../shared/database/transaction";
import { codedError, explained } from "../../shared/errors";
import { connectAs, type RotationContext } from "../context";
import { pendingLogin } from "./pending";

/** Step 3: checks that the pending login can connect and may use the schema. Throws if not. */
export async function testSecret(context: RotationContext): Promise<void> {
    const session = await connectAsPending(context);
    try {
        const allowed = await inTransaction(session, "read", context.deadline, async (sql) => {
            const [row] = await sql<{ allowed: string }[]>`
                select has_schema_privilege(${schemaName}, 'USAGE') as allowed`;
            return row?.allowed === "t";
        });
        if (!allowed) {
            throw codedError("permissionDenied", {
                message: "The pending login may not use the schema. Rotate again.",
            });
        }
    } finally {
        await session.close();
    }
}

async function connectAsPending(context: RotationContext): Promise<Session> {
    const login = await pendingLogin(context);
    try {
        return await connectAs(login, context);
    } catch (error) {
        throw explained(error, {
            authenticationFailed: `The server refused the pending login ${login.username}. Let Secrets Manager repeat the rotation, which sets its password.`,
            permissionDenied: `The pending login ${login.username} may not connect to the database. Rotate again.`,
        });
    }
}
