import { inTransaction } from "../../shared/database/transaction";
import type { RotationContext } from "../context";
import { connectAsMaster, masterAccess } from "../masterSession";
import { ensureRoles } from "../roles/ensureRoles";
import { scramVerifier } from "../roles/scram";
import { pendingLogin } from "./pending";

/**
 * Step 2: creates or corrects roles, schema and privileges, and sets the pending login's password, all in one
 * transaction. Another run sets the same password. With migration's login, also applies the declared databases.
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
                    isFirst: context.isFirst,
                },
                context.note,
            ),
        );
    } finally {
        await session.close();
    }
    if (context.target.kind === "migration") {
        await context.databases?.keep(masterAccess(context), context.note);
    }
}
