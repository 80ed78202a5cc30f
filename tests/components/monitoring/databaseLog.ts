import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import type { LocalPlatform } from "../../../tools/local/platform/platform";
import { startLocalPlatform } from "../../harness/localPlatform";

/** The dev stack's platform on this machine, whose PostgreSQL logs as the registered cluster does on Aurora. */
export interface LoggingPlatform {
    readonly local: LocalPlatform;
    /** A client as RDS's superuser. */
    readonly superuser: postgres.Sql;
    /** What the functions have printed so far: the function's name, a colon, and the line. */
    readonly functionLog: readonly string[];
    /** A client over TLS. The caller ends it. */
    readonly connect: (changes: postgres.Options<Record<string, never>>) => postgres.Sql;
    /** The events that PostgreSQL's log gets while something is done. */
    readonly logged: (action: () => Promise<unknown>) => Promise<string[]>;
    readonly stop: () => Promise<void>;
}

/** RDS's own: https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_LogAccess.Concepts.PostgreSQL.html */
const auroraPrefix = "%t:%r:%u@%d:[%p]:";

/** Starts the platform and gives its log Aurora's prefix. */
export async function startLoggingPlatform(): Promise<LoggingPlatform> {
    return await startLocalPlatform("dev", async ({ local, cleanUp, log, stop }) => {
        const { server, databaseName: database } = local.database;
        const superuser = server.connectAsSuperuser(database);
        cleanUp.push(() => superuser.end({ timeout: 1 }));
        await setPrefix(superuser);
        const file = join(dirname(server.caFile), "primary.log");
        return {
            local,
            superuser,
            functionLog: log,
            connect: (changes) =>
                postgres({
                    host: "localhost",
                    port: server.port,
                    database,
                    ssl: { ca: server.certificateAuthority },
                    max: 1,
                    fetch_types: false,
                    onnotice: () => undefined,
                    ...changes,
                }),
            logged: async (action) => {
                const { length } = await readFile(file, "utf8");
                await action();
                return eventsIn((await readFile(file, "utf8")).slice(length));
            },
            stop,
        };
    });
}

/** The server reads its configuration again before its sessions do: where one has the prefix, all that come have it. */
async function setPrefix(superuser: postgres.Sql): Promise<void> {
    await superuser.unsafe(`ALTER SYSTEM SET log_line_prefix = '${auroraPrefix}'`);
    await superuser`SELECT pg_reload_conf()`;
    const current = async () => (await superuser<{ log_line_prefix: string }[]>`SHOW log_line_prefix`)[0];
    while ((await current())?.log_line_prefix !== auroraPrefix) {
        await delay(10);
    }
}

/** PostgreSQL indents the lines of one event after the first. */
function eventsIn(text: string): string[] {
    return text.split(/\n(?!\t)/).filter((event) => event !== "");
}
