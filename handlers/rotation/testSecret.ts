import { inTransaction } from "../database/transaction";
import { codedError } from "../errors";
import { pendingLogin } from "./pending";
import { connectAs, type Rotation } from "./rotation";

/** Step 3: proves that the pending login can connect and may use the schema. Throws what hinders it. */
export async function testSecret(rotation: Rotation): Promise<void> {
    const session = await connectAs(await pendingLogin(rotation), rotation);
    try {
        const allowed = await inTransaction(session, "read", rotation.deadline, async (sql) => {
            const [row] = await sql<{ allowed: string }[]>`
                select has_schema_privilege('experimentation', 'USAGE') as allowed`;
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
