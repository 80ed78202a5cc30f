/** Which sets of tuning parameters there are. */
export type Tuning = "minimal" | "medium" | "optimized";

/**
 * Who chooses the minor version: `automatic`, RDS in the maintenance window; `pinned`, `engineVersion`, with automatic
 * upgrades off (a pinned version with automatic upgrades would later ask for a downgrade).
 */
export type MinorVersions = "automatic" | "pinned";

/** The Aurora cluster and its instances. */
export interface DatabaseSettings {
    /** A major (`15`) where minor versions are automatic, a full version (`15.18`) where they are pinned. */
    readonly engineVersion: string;
    /** The major of {@link engineVersion}. A change is a major upgrade, and needs {@link allowMajorVersionUpgrade}. */
    readonly majorVersion: number;
    /** Who chooses the minor version. */
    readonly minorVersions: MinorVersions;
    /** For instance `db.r5.large`. A change restarts the instances. */
    readonly instanceClass: string;
    /** The instance class's nominal memory, in GiB. */
    readonly instanceMemoryGiB: number;
    /** How many connections an instance of the class takes, cautiously. */
    readonly instanceConnections: number;
    /** How many instances: the writer and its readers. */
    readonly instances: number;
    /** Whether new instances are spread over the zones. Those that are there stay where they are. */
    readonly multiZone: boolean;
    /** The database's name. A change replaces the cluster, which loses its data. */
    readonly databaseName: string;
    /** The master's name. A change replaces the cluster, which loses its data. */
    readonly masterUsername: string;
    /** The port. A change restarts the cluster. */
    readonly port: number;
    /** `standard` charges for each read and write, `ioOptimized` does not. May go back to standard once in 30 days. */
    readonly storageType: "standard" | "ioOptimized";
    /** Which set of tuning parameters. */
    readonly tuning: Tuning;
    /** How far back a restore to a point in time can go, in days. */
    readonly backupRetentionDays: number;
    /** Daily, UTC, `hh:mm-hh:mm`. */
    readonly backupWindow: string;
    /** Weekly, UTC, `ddd:hh:mm-ddd:hh:mm`. */
    readonly maintenanceWindow: string;
    /** Whether RDS refuses to delete the cluster: as configured, and never when the stack is decommissioned. */
    readonly deletionProtection: boolean;
    /** Whether deleting the cluster takes a last snapshot first. The key that reads it is then retained. */
    readonly finalSnapshot: boolean;
    /** Database Insights. */
    readonly insights: {
        /** `standard` is free with 7 days of retention; `advanced` is charged by vCPU. */
        readonly mode: "standard" | "advanced";
        /** How long Performance Insights keeps its data, in days. */
        readonly retentionDays: number;
    };
    /** The interval of enhanced monitoring, in seconds; 0 is off. */
    readonly monitoringIntervalSeconds: number;
    /**
     * The certificate authority of the instances, or undefined for RDS's own choice. One that RDS would not choose
     * makes the provider restart each instance after its creation.
     */
    readonly caCertificate: string | undefined;
    /** Whether changes that restart or interrupt are made at once, not in the maintenance window. */
    readonly applyImmediately: boolean;
    /** Whether a change of the major version is allowed. */
    readonly allowMajorVersionUpgrade: boolean;
    /** Statements slower than this, in milliseconds, are logged; without their bind values. */
    readonly slowStatementMs: number;
}
