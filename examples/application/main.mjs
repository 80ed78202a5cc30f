// Runs the service until SIGTERM or SIGINT. Environment variables, besides those of database.mjs and of the AWS SDK:
//   HOST, PORT   address and port to listen on; by default 127.0.0.1 and 8080
import process from "node:process";
import { setTimeout } from "node:timers";
import { openDatabase } from "./database.mjs";
import { createService, stopService } from "./server.mjs";
import { readSettings } from "./settings.mjs";
import { createVerbs } from "./verbs.mjs";

/** Milliseconds after a signal until the process exits at the latest; longer than the limit of a verb. */
const endLimitMs = 15_000;

function start() {
    const { host, port } = readSettings(process.env);
    const database = openDatabase();
    const server = createService(createVerbs(database));
    server.once("error", stopWith);
    server.listen(port, host, () => {
        const { address, port: listening } = server.address();
        process.stdout.write(`${JSON.stringify({ listening: `http://${address}:${listening}` })}\n`);
    });
    return { server, database };
}

/** Without a stack trace, because the message names the fix. */
function stopWith({ message }) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
}

let isEnding = false;

/** Completes the running calls, then closes the connections. Under npm, the signal of a Ctrl-C arrives twice. */
async function end({ server, database }) {
    if (isEnding) return;
    isEnding = true;
    setTimeout(() => process.exit(1), endLimitMs).unref();
    await stopService(server);
    await database.close().catch(() => undefined);
    process.exit(0);
}

try {
    const service = start();
    for (const signal of ["SIGTERM", "SIGINT"]) process.on(signal, () => end(service));
} catch (error) {
    stopWith(error);
}
