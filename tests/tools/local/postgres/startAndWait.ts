import { dirname } from "node:path";
import { startPostgres } from "../../../../tools/local/postgres/server";

/* A program that starts a server, names its folder, and goes on until it is killed or its input ends. */

async function main(): Promise<void> {
    const server = await startPostgres({
        hostNames: [],
        settings: {},
        masterUsername: "platform",
        masterPassword: "secret",
        databaseName: "experimentation",
    });
    const sql = server.connectAsSuperuser();
    const [row] = await sql<{ user: string }[]>`select current_user as user`;
    await sql.end({ timeout: 0 });
    process.stdout.write(JSON.stringify({ folder: dirname(server.caFile), user: row?.user }));
    await new Promise((resolve) => process.stdin.resume().once("end", resolve));
    await server.stop();
}

void main();
