import type postgres from "postgres";
import { uninterrupted } from "../../tools/cli/interruption";
import { type CleanUp, endAll } from "../../tools/local/platform/cleanUp";
import type { LocalPlatform } from "../../tools/local/platform/platform";
import { type Leftovers, type PlatformOptions, startPlatform } from "../../tools/local/platform/startPlatform";
import { silentProgress } from "./silentProgress";

/** A stack's platform as `npm start` starts it. */
export interface StartedPlatform {
    readonly local: LocalPlatform;
    /** Add to it what the test starts besides. */
    readonly cleanUp: CleanUp;
    /** The lines that the functions printed: the function's name, a colon, and the line. */
    readonly log: string[];
    readonly stop: () => Promise<void>;
}

/**
 * Starts a stack's platform. If the start or `prepare` fails, stops everything and rejects.
 *
 * @param prepare brings the platform into the state that the tests need. Its result is returned.
 */
export async function startLocalPlatform<T>(
    stack: string,
    prepare: (platform: StartedPlatform) => Promise<T> | T,
    options: Omit<PlatformOptions, "stack"> = {},
): Promise<T> {
    const leftovers: Leftovers = { cleanUp: [], log: [] };
    const stop = () => endAll(leftovers.cleanUp);
    try {
        const local = await startPlatform({ stack, ...options }, silentProgress(), uninterrupted(), leftovers);
        return await prepare({ local, ...leftovers, stop });
    } catch (error) {
        await stop();
        throw error;
    }
}

/** Runs `work` with a session of the superuser in the platform's database. */
export async function asSuperuser<T>({ local }: StartedPlatform, work: (sql: postgres.Sql) => Promise<T>): Promise<T> {
    const sql = local.database.server.connectAsSuperuser();
    try {
        return await work(sql);
    } finally {
        await sql.end({ timeout: 1 });
    }
}
