import type postgres from "postgres";
import { callAccess, rotate, secretKinds, type LocalPlatform } from "../platform/platform";
import type { Application } from "./application";

/** What clients saw while every secret was rotated. */
export interface LiveRotation {
    readonly rotationMs: number;
    /** Queries of the access function, which reads secrets of its own. */
    readonly queries: number;
    /** Statements of an application that keeps one connection from before the rotation. */
    readonly statements: number;
    /** New connections of an application, each with the secret as it is then. */
    readonly logins: number;
    /** What failed, each with its reason. */
    readonly failures: readonly string[];
}

/** Rotates all three secrets while clients work, and counts what the clients lose. */
export async function rotateUnderLoad(platform: LocalPlatform, application: Application): Promise<LiveRotation> {
    const failures: string[] = [];
    const rotation = new AbortController();
    const repeat = (work: () => Promise<void>) => repeatUntil(rotation.signal, work, failures);
    const held = await application.connect();
    try {
        const clients = [
            repeat(async () => {
                const answer = await callAccess(platform, { action: "query", sql: "select current_user" });
                if (answer.ok !== true) {
                    failures.push(JSON.stringify(answer.error));
                }
            }),
            repeat(async () => {
                await held`select current_user`;
            }),
            repeat(async () => {
                await loginOnce(await application.connect());
            }),
        ];
        const start = performance.now();
        for (const kind of secretKinds) {
            await rotate(platform, kind);
        }
        const rotationMs = Math.round(performance.now() - start);
        rotation.abort();
        const [queries = 0, statements = 0, logins = 0] = await Promise.all(clients);
        return { rotationMs, queries, statements, logins, failures };
    } finally {
        rotation.abort();
        await held.end({ timeout: 1 });
    }
}

async function loginOnce(sql: postgres.Sql): Promise<void> {
    try {
        await sql`select current_user`;
    } finally {
        await sql.end({ timeout: 1 });
    }
}

/** Answers how often the work was done. */
async function repeatUntil(ended: AbortSignal, work: () => Promise<void>, failures: string[]): Promise<number> {
    for (let times = 0; ; times++) {
        if (ended.aborted) {
            return times;
        }
        await work().catch((error: unknown) => failures.push(error instanceof Error ? error.message : String(error)));
    }
}
