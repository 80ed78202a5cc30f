// Runs the service until SIGTERM or SIGINT. Its environment, beside that of database.mjs and of the AWS SDK:
//   HOST, PORT   where it listens; by default 127.0.0.1 and 8080
import process from "node:process";
import { setTimeout } from "node:timers";
import { openDatabase } from "./database.mjs";
import { createService, stopService } from "./server.mjs";
import { readSettings } from "./settings.mjs";
import { createVerbs } from "./verbs.mjs";

/** More than a verb may take. Milliseconds. */
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

/** A mistake of whoever starts it: the sentence alone says what to do. */
function stopWith({ message }) {
    process.stderr.write(`${message}\n`);
    process.exit(1);
}

let isEnding = false;

/** Ends what has begun, then the connections. npm hands a signal on that the terminal has sent already. */
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
