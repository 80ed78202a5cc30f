import type { DatabaseAccess, DatabaseAccessArgs } from "../access/databaseAccess";
import type { AuroraPlatform } from "../aurora/auroraPlatform";
import type { AuroraPlatformArgs } from "../aurora/platformArgs";

/** The platform's arguments that the monitoring depends on. */
export type WatchedDatabase = Pick<
    AuroraPlatformArgs,
    "identifier" | "instances" | "capacity" | "readerScaling" | "backups" | "rotationDays" | "rotationTimeoutSeconds"
>;

/**
 * Arguments of a `DatabaseMonitoring`. Its parts take a `Pick` of them. Every change is made in place, except where a
 * field says otherwise. `Pulumi.yaml` has the defaults.
 */
export interface DatabaseMonitoringArgs
    extends WatchedDatabase, Pick<DatabaseAccessArgs, "metricsNamespace" | "rollUpMinutes"> {
    readonly platform: AuroraPlatform;
    readonly access: DatabaseAccess;
    /** Time-out of one invocation of the access function. */
    readonly accessTimeoutSeconds: number;
    /** E-mail addresses for alarms and events. Each recipient must confirm AWS's first message. */
    readonly emails: readonly string[];
    /**
     * https URLs for alarms and events, kept as secrets. Each must be confirmed too, which on-call services do
     * automatically.
     */
    readonly urls: readonly string[];
    /** The address of the runbook. An alarm's description ends with it and the section. */
    readonly runbookUrl: string;
    /** The minutes between two health checks. A database that pauses has no scheduled ones. */
    readonly healthCheckMinutes: number;
    readonly thresholds: MonitoringThresholds;
}

/** The thresholds of the alarms. */
export interface MonitoringThresholds {
    /** An instance's CPU utilisation, in per cent. */
    readonly cpuPercent: number;
    /** An instance's free memory, in per cent of its class's memory. */
    readonly freeMemoryPercent: number;
    /** A serverless instance's capacity, in per cent of its maximum. */
    readonly capacityPercent: number;
    /** An instance's connections, in per cent of its maximum. */
    readonly connectionsPercent: number;
    /** An instance's free local storage, in per cent of its class's storage. */
    readonly freeLocalStoragePercent: number;
    /** A reader's lag behind the writer, in milliseconds. */
    readonly replicaLagMs: number;
    /** Average duration of a commit, in milliseconds. */
    readonly commitLatencyMs: number;
    /** Average duration of a read from the storage, in milliseconds. */
    readonly readLatencyMs: number;
    readonly deadlocksPerMinute: number;
    /** Transaction ids in use, of about 2.1 billion. */
    readonly transactionIds: number;
    /** Growth of the volume, in GiB a day. */
    readonly volumeGrowthGiB: number;
    /** The duration of an invocation, in per cent of the function's time-out. */
    readonly durationPercent: number;
    /** The days that a password may be older than `rotationDays`. */
    readonly passwordGraceDays: number;
    /** Refused logins in PostgreSQL's log in five minutes. */
    readonly authenticationFailures: number;
    /** Other fatal errors in PostgreSQL's log in five minutes. */
    readonly fatalErrors: number;
}
