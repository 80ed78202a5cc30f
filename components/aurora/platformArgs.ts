import type { Declaration } from "../../handlers/rotation/databases/declaration";
import type { Extension } from "../../handlers/shared/extensions";
import type { LoginKind } from "../../handlers/shared/loginKinds";
import type { Backups } from "../backup/backupArgs";
import type { PlatformNetwork } from "../network/types";
import type { Buckets } from "../shared/buckets";
import type { Capacity, CustomEndpoint, InstanceArgs, ReaderScaling } from "./capacityArgs";
import type { Restore } from "./restoreArgs";

export type { Declaration } from "../../handlers/rotation/databases/declaration";
export type { Extension } from "../../handlers/shared/extensions";

/** A cluster parameter from the configuration. */
export interface OwnParameter {
    readonly name: string;
    /** In the unit of the PostgreSQL parameter. */
    readonly value: string;
}

/** How many of the cluster's parameters differ from Aurora's defaults. Each level includes the one before it. */
export type Tuning = "minimal" | "medium" | "optimized";

/** The HTTPS endpoint for SQL, which needs neither a network path to the database nor a driver. */
export interface DataApi {
    /** The cluster's tag `data-api-reason`. Up to 256 characters. A change is made in place. */
    readonly reason: string | undefined;
}

/**
 * Arguments of an `AuroraPlatform`. Parts of a platform take a `Pick` of them. The settings have the same type, so each
 * knob is declared and described here only. `Pulumi.yaml` has the defaults.
 */
export interface AuroraPlatformArgs {
    /** For instance `prod`. Names the environment in the functions' logs and connections. */
    readonly environment: string;
    /** The cluster's identifier, and the prefix of other names. A change replaces the cluster, which loses its data. */
    readonly identifier: string;
    readonly network: PlatformNetwork;
    /** Path of the SSM parameters. Starts and ends with `/`. A change moves the parameters that applications read. */
    readonly parameterPath: string;
    /**
     * A path of SSM parameters that changes hands between two stacks, for instance that of an application whose database
     * moves. While it is also the {@link parameterPath}, the stack takes over parameters that exist under it, with new
     * values, and never deletes them: a change of `parameterPath` and `destroy` leave them to the other stack. Under any
     * other path the parameters are the stack's alone. Set it one `up` before the stack leaves the path.
     *
     * @default undefined: parameters that exist are refused, and those of the stack are deleted with it
     */
    readonly parameterHandOver?: string | undefined;

    // The engine
    /** A major version (`15`) if minor versions are automatic, a full version (`15.18`) if they are pinned. */
    readonly engineVersion: string;
    /** The major version of {@link engineVersion}. A change needs {@link allowMajorVersionUpgrade}. */
    readonly majorVersion: number;
    /**
     * `automatic`: RDS upgrades in the maintenance window. `pinned`: {@link engineVersion} has the minor version, and
     * automatic upgrades are off, because RDS would otherwise move past the pinned version, and the next update would
     * request a downgrade.
     */
    readonly minorVersions: "automatic" | "pinned";
    readonly allowMajorVersionUpgrade: boolean;
    /**
     * The other major version of a blue/green deployment: the new one before the switchover, afterwards the old one. The
     * stack has a parameter group of its family too. A change creates and deletes such groups.
     *
     * @default undefined no deployment
     */
    readonly blueGreenMajorVersion: number | undefined;
    /** A change replaces the cluster, which loses its data. */
    readonly databaseName: string;
    /** A change replaces the cluster, which loses its data. */
    readonly masterUsername: string;
    /** @default undefined an empty database */
    readonly restore: Restore | undefined;
    /** A change restarts the cluster. */
    readonly port: number;
    /**
     * Private ranges of clients outside the VPC, from which the security group admits connections, besides the groups
     * of `allowConnectionsFrom`. For peering and VPN, where a group cannot be referenced. A change is made in place.
     */
    readonly ingressCidrs: readonly string[];
    /**
     * Security groups of the cluster besides the program's own, which the program does not change. For clients of a
     * cluster that the stack takes over. A change is made in place.
     *
     * @default none
     */
    readonly extraSecurityGroupIds: readonly string[];
    readonly tuning: Tuning;
    /**
     * The extensions of the database, besides `pg_stat_statements`. The next rotation of a secret creates a new one; no
     * rotation drops one. A change of a preloaded one waits for a restart.
     */
    readonly extensions: readonly Extension[];
    /**
     * Buckets for exports and imports. The extension `aws_s3` has to be one of {@link extensions}. A change is made in
     * place.
     *
     * @default undefined the database has no way to S3
     */
    readonly buckets: Buckets | undefined;
    /**
     * Further databases of the cluster, and further roles. Each deployment that changes them reconciles the server, and so
     * does each rotation of migration's secret. Nothing drops a database, a schema or a role that is removed here.
     *
     * @default undefined the program's own database and roles alone
     */
    readonly declaration: Declaration | undefined;
    /** Cluster parameters besides those of the program. They override those of the tuning. */
    readonly parameters: readonly OwnParameter[];
    /** Statements that take longer are logged, without their bind values. In milliseconds. */
    readonly slowStatementMs: number;

    // Capacity
    /** The first writer, then the readers: at most 16. */
    readonly instances: readonly [InstanceArgs, ...InstanceArgs[]];
    /**
     * Readers that Aurora adds and removes by itself. Set {@link ReaderScaling.maximum} to the fixed readers before you
     * remove it: Aurora leaves the added readers otherwise.
     *
     * @default undefined the number of readers is fixed
     */
    readonly readerScaling: ReaderScaling | undefined;
    /** Undefined without serverless instances. RDS then keeps the range that the cluster had, without effect. */
    readonly capacity: Capacity | undefined;
    /** @default undefined no endpoint besides the cluster's own two */
    readonly customEndpoint: CustomEndpoint | undefined;
    /**
     * Who may call it follows from the callers' IAM policies alone. A change is made in place.
     *
     * @default undefined no Data API
     */
    readonly dataApi: DataApi | undefined;
    /** Whether new instances are spread over the zones. Existing instances stay where they are. */
    readonly multiZone: boolean;
    /**
     * `standard` charges each read and write, `ioOptimized` does not. AWS allows a change to `standard` every 30 days.
     */
    readonly storageType: "standard" | "ioOptimized";

    // Backups, maintenance and protection
    /** Days for which the cluster can be restored to a point in time: 1 to 35. */
    readonly backupRetentionDays: number;
    /** Daily, in UTC: `hh:mm-hh:mm`. */
    readonly backupWindow: string;
    /**
     * Backups by AWS Backup. A removal is refused until the stack is decommissioned, and leaves the vault.
     *
     * @default undefined Aurora's own backups alone
     */
    readonly backups: Backups | undefined;
    /**
     * Weekly, in UTC: `ddd:hh:mm-ddd:hh:mm`. Set on the cluster and on each instance, for which RDS would otherwise
     * choose a random window. A deferred change that restarts may start at once if the new window includes the present.
     */
    readonly maintenanceWindow: string;
    /** Whether changes that interrupt are applied at once instead of in the maintenance window. */
    readonly applyImmediately: boolean;
    /** Whether RDS refuses to delete the cluster, and Pulumi to delete its instances. */
    readonly deletionProtection: boolean;
    /** Whether Pulumi refuses to delete or replace the cluster, the key and the secrets. */
    readonly protect: boolean;
    /** Whether deleting the cluster takes a final snapshot. The key that decrypts the snapshot is then retained. */
    readonly finalSnapshot: boolean;
    /**
     * Whether the automatic backups outlive a deleted cluster, until they are {@link backupRetentionDays} old. The key
     * that decrypts them is then retained. A change calls no API of RDS, so it has to be deployed before the deletion.
     * RDS keeps 40 at most in an account and region, and charges them from the second day on
     * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Backups.Retaining.html).
     */
    readonly retainBackups: boolean;
    /**
     * Certificate authority of the instances. One that differs from RDS's choice restarts each instance after its
     * creation.
     *
     * @default undefined RDS's choice
     */
    readonly caCertificate: string | undefined;

    // Observability
    readonly insights: {
        /** `standard` is free with 7 days of retention, and else charged by vCPU, as `advanced` always is. */
        readonly mode: "standard" | "advanced";
        /** Days for which Performance Insights keeps its data: 7, a multiple of 31, or 731. `advanced` needs 465. */
        readonly retentionDays: number;
    };
    /** Interval of enhanced monitoring: one of RDS's values. 0 turns it off. */
    readonly monitoringIntervalSeconds: number;
    /** Retention of every log group: one of CloudWatch's values. */
    readonly logRetentionDays: number;
    /** Whether the log groups are retained when the stack is destroyed. */
    readonly keepLogs: boolean;
    /** Whether X-Ray traces the invocations of the rotation function. */
    readonly tracing: boolean;

    // Credentials
    /** Days between two rotations of a secret: 1 to 90. */
    readonly rotationDays: number;
    /** Days for which a deleted secret can be recovered: 7 to 30. 0 deletes it at once. */
    readonly secretRecoveryDays: number;
    /** Connection limit of each of a secret's two logins. */
    readonly connectionLimits: Readonly<Record<LoginKind, number>>;
    /** Sum of the connection limits of all logins, declared ones too. */
    readonly totalConnections: number;
    /** Time-out of one step of a rotation. */
    readonly rotationTimeoutSeconds: number;
    /** Memory of the rotation function, in MB. Lambda allocates CPU in proportion. */
    readonly rotationMemoryMb: number;
}
