/** From when on each alarm speaks. */
export interface AlarmThresholds {
    /** An instance's processors, in per cent. */
    readonly cpuPercent: number;
    /** An instance's free memory, in per cent of its class's. */
    readonly freeMemoryPercent: number;
    /** An instance's connections, in per cent of what its class takes. */
    readonly connectionsPercent: number;
    /** An instance's free local storage, in per cent of its class's. */
    readonly freeLocalStoragePercent: number;
    /** How far the slowest reader is behind the writer, in milliseconds. */
    readonly replicaLagMs: number;
    /** A commit, on average, in milliseconds. */
    readonly commitLatencyMs: number;
    /** A read from the storage, on average, in milliseconds. */
    readonly readLatencyMs: number;
    /** Deadlocks a minute. */
    readonly deadlocksPerMinute: number;
    /** How many transaction ids the oldest row is behind. PostgreSQL stops writing at about 2.1 billion. */
    readonly transactionIds: number;
    /** How much the cluster's volume grows in a day, in GiB. */
    readonly volumeGrowthGiB: number;
    /** An invocation of a function, in per cent of its timeout. */
    readonly durationPercent: number;
    /** How many days a password may be older than `rotationDays`. */
    readonly passwordGraceDays: number;
    /** Refused log-ins in five minutes. */
    readonly authenticationFailures: number;
    /** Other fatal errors of PostgreSQL in five minutes. */
    readonly fatalErrors: number;
}

/** Who watches the stack, and what for. */
export interface MonitoringSettings {
    /** Who gets alarms and events by e-mail. Each has to confirm what AWS sends first. */
    readonly emails: readonly string[];
    /** Where alarms and events are posted to. Such an address often holds a key: it is treated as a secret. */
    readonly urls: readonly string[];
    /** Where the runbook is: an alarm's description ends with this and its section. */
    readonly runbookUrl: string;
    /** The scheduled health check runs every so many minutes. */
    readonly healthCheckMinutes: number;
    readonly thresholds: AlarmThresholds;
}
