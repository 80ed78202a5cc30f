import type { Backup } from "./backup";

/** What a drill has found. */
export interface DrillResult {
    readonly stack: string;
    readonly backup: Backup;
    /** When the drill began: the moment of the rehearsed disaster. */
    readonly startedAt: Date;
    /** When the restored database had passed its health check. */
    readonly healthyAt: Date;
    readonly schemaVersion: number | null;
    /** Undefined for an empty table. */
    readonly newestRowAt: Date | undefined;
}

/** The result as one document for machines. Times are in UTC, durations in seconds. */
export function jsonReport(result: DrillResult): string {
    const { stack, backup, startedAt, healthyAt, schemaVersion, newestRowAt } = result;
    const document = {
        stack,
        backup: { arn: backup.arn, createdAt: backup.createdAt },
        startedAt,
        recoveryPointSeconds: secondsBetween(backup.createdAt, startedAt),
        newestRowAt: newestRowAt ?? null,
        recoveryTimeSeconds: secondsBetween(startedAt, healthyAt),
        schemaVersion,
    };
    return `${JSON.stringify(document, null, 2)}\n`;
}

/** The result for a person. */
export function textReport(result: DrillResult): string {
    const { stack, backup, startedAt, healthyAt, schemaVersion, newestRowAt } = result;
    const row =
        newestRowAt === undefined
            ? "the table is empty, so that no row confirms the time of the backup"
            : `${newestRowAt.toISOString()}, ${duration(secondsBetween(newestRowAt, backup.createdAt))} before the backup`;
    return [
        `Stack ${stack} was restored from ${backup.arn}.`,
        `Recovery point: ${duration(secondsBetween(backup.createdAt, startedAt))}, the age of the backup of ${backup.createdAt.toISOString()}`,
        `  newest row of metric_events: ${row}`,
        `Recovery time: ${duration(secondsBetween(startedAt, healthyAt))}, from the beginning until the health check had passed`,
        `Schema: ${schemaVersion === null ? "none" : `version ${schemaVersion}`}, as in the running stack`,
        "",
    ].join("\n");
}

function secondsBetween(from: Date, to: Date): number {
    return Math.round((to.getTime() - from.getTime()) / 1000);
}

function duration(seconds: number): string {
    const [minutes, hours] = [Math.floor(seconds / 60), Math.floor(seconds / 3600)];
    if (seconds < 60) return `${seconds} s`;
    return hours === 0 ? `${minutes} min ${seconds % 60} s` : `${hours} h ${minutes % 60} min`;
}
