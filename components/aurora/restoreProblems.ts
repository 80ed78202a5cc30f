import type * as aws from "@pulumi/aws";
import { isOlder } from "./minorVersion";
import type { AuroraPlatformArgs } from "./platformArgs";
import type { Restore } from "./restoreArgs";

/** The arguments on which a restore depends. */
export type RestoringArgs = Pick<
    AuroraPlatformArgs,
    "identifier" | "databaseName" | "masterUsername" | "engineVersion" | "majorVersion" | "minorVersions"
>;

/** A snapshot as RDS describes it. It does not name the database, and the provider does not return the master. */
export type SourceSnapshot = Pick<aws.rds.GetClusterSnapshotResult, "engine" | "engineVersion" | "status">;

/** A cluster as RDS describes it. */
export type SourceCluster = Pick<
    aws.rds.GetClusterResult,
    "engine" | "engineVersion" | "storageEncrypted" | "databaseName" | "masterUsername" | "backupRetentionPeriod"
>;

/** What was found of the source. Undefined for the backups of a deleted cluster. */
export type RestoreSource = SourceSnapshot | SourceCluster | undefined;

/** The key that configures a restore, and its value. */
export function configured(restore: Restore): string {
    switch (restore.kind) {
        case "snapshot":
            return `restoreSnapshot: ${restore.snapshot}`;
        case "pointInTime":
            return `restoreCluster: ${restore.cluster}`;
        case "retainedBackup":
            return `restoreCluster: ${restore.resourceId}`;
        case "clone":
            return `cloneCluster: ${restore.cluster}`;
    }
}

/** The reasons why a new cluster cannot be made from the source: each with its fix. */
export function restoreProblems(args: RestoringArgs, restore: Restore, source: RestoreSource, now: Date): string[] {
    const rules = [
        ...(source === undefined ? [] : engineRules(args, source)),
        ...(source !== undefined && "status" in source ? snapshotRules(args, source) : []),
        ...(source !== undefined && "masterUsername" in source ? clusterRules(args, source) : []),
        ...timeRules(restore, source, now),
    ];
    return rules.filter(([holds]) => !holds).map(([, problem]) => problem);
}

/** What must hold, and the problem if it does not. */
type Rule = readonly [holds: boolean, problem: string];

/** A restore keeps the engine's version, and the parameter group has to be of its family. */
function engineRules({ majorVersion }: RestoringArgs, { engine, engineVersion }: NonNullable<RestoreSource>): Rule[] {
    const [major = ""] = engineVersion.split(".");
    return [
        [engine === "aurora-postgresql", `engine is ${engine}; the program is for aurora-postgresql`],
        [
            engine !== "aurora-postgresql" || major === String(majorVersion),
            `it runs ${engineVersion}; set engineVersion to ${major}, and upgrade after the restore`,
        ],
    ];
}

/** The configured version is a part of the request for a snapshot alone. */
function snapshotRules(args: RestoringArgs, { engineVersion, status }: SourceSnapshot): Rule[] {
    const [major] = engineVersion.split(".");
    return [
        [status === "available", `its status is ${status}; wait until it is available`],
        [
            args.minorVersions !== "pinned" ||
                major !== String(args.majorVersion) ||
                !isOlder(args.engineVersion, engineVersion),
            `it is of ${engineVersion}, and RDS cannot downgrade to the pinned ${args.engineVersion}; set engineVersion to ${engineVersion}`,
        ],
    ];
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html, KmsKeyId */
function clusterRules({ databaseName, masterUsername }: RestoringArgs, source: SourceCluster): Rule[] {
    return [
        [
            ["", databaseName].includes(source.databaseName),
            `its database is ${source.databaseName}; set databaseName to ${source.databaseName}`,
        ],
        [
            source.masterUsername === masterUsername,
            `its master user is ${source.masterUsername}; set masterUsername to ${source.masterUsername}`,
        ],
        [
            source.storageEncrypted,
            "its storage is not encrypted, and RDS encrypts it only from a snapshot; take one, and set restoreSnapshot",
        ],
    ];
}

function timeRules(restore: Restore, source: RestoreSource, now: Date): Rule[] {
    if (restore.kind === "snapshot") {
        return [];
    }
    if (restore.kind === "clone") {
        const { expiresOn } = restore;
        return [[!isPast(expiresOn, now), `cloneExpiresOn ${expiresOn} has passed; set a later day`]];
    }
    if (restore.time === "latest") {
        return [];
    }
    const time = new Date(restore.time);
    const days = source !== undefined && "backupRetentionPeriod" in source ? source.backupRetentionPeriod : Infinity;
    return [
        [time <= now, `restoreTime ${restore.time} is in the future; set an earlier one, or latest`],
        [
            now.getTime() - time.getTime() <= days * dayMs,
            `restoreTime ${restore.time} is older than its backups, which go back ${days} days; set a later time, or restore a snapshot`,
        ],
    ];
}

const dayMs = 24 * 60 * 60 * 1000;

/** Whether a day, `YYYY-MM-DD`, has ended in UTC. */
function isPast(day: string, now: Date): boolean {
    return day < now.toISOString().slice(0, 10);
}

/** A cluster of the stack, as RDS describes it. */
export type OwnCluster = Pick<aws.rds.GetClusterResult, "databaseName" | "masterUsername" | "tags">;

/** What to say about a restore whose cluster exists already. */
export function ignoredWarnings(args: RestoringArgs, restore: Restore, own: OwnCluster, now: Date): string[] {
    const { identifier, databaseName, masterUsername } = args;
    // The keys of a clone stay, because of its last day.
    if (restore.kind === "clone" && own.tags["expires-on"] !== undefined) {
        const passed = `cloneExpiresOn: ${restore.expiresOn}: the last day of ${identifier} has passed; destroy the stack, or set a later day`;
        return isPast(restore.expiresOn, now) ? [passed] : [];
    }
    const fits = own.databaseName === databaseName && own.masterUsername === masterUsername;
    const fix = fits
        ? "remove it"
        : `keep it, because RDS reports the database "${own.databaseName}" and the master ${own.masterUsername}, and ` +
          "without it the names of the configuration would replace the cluster";
    return [`${configured(restore)}: ${identifier} exists already, so that this has no effect; ${fix}`];
}
