import type postgres from "postgres";

/** Logs in by a client's first query and ends the client. Returns the SQLSTATE of the refusal, or undefined. */
export async function refusalOf(client: postgres.Sql): Promise<string | undefined> {
    try {
        await client`select`;
        return undefined;
    } catch (error) {
        return error instanceof Error && "code" in error ? String(error.code) : String(error);
    } finally {
        await client.end({ timeout: 0 });
    }
}
