import type { Restorable } from "./clusterBackups";
import { exactVersion, isOlder, majorOf, refreshed } from "./engineVersion";
import { pointInTimeSource } from "./restorePoints";
import { pick } from "./stored";
import type { ResourceName } from "./urn";
import type { Properties } from "./wire";

/**
 * What a new cluster has of its source instead of its inputs. Undefined for a cluster that is not restored.
 *
 * The provider calls RestoreDBClusterFromSnapshot or RestoreDBClusterToPointInTime, waits for the cluster, and calls
 * ModifyDBCluster for backups, windows, capacity and the master's password (`resourceClusterCreate` in
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go).
 *
 * @param isEnded whether the provider lives until its last call.
 * @throws RDS's refusal, the provider's, or the double's if it does not know what RDS would do.
 */
export function restoredState(
    { urn }: ResourceName,
    inputs: Properties,
    isEnded: boolean,
    existing: Restorable,
): Properties | undefined {
    try {
        return restored(inputs, isEnded, existing);
    } catch (error) {
        throw new Error(`${urn}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
}

function restored(inputs: Properties, isEnded: boolean, existing: Restorable): Properties | undefined {
    const { snapshotIdentifier, restoreToPointInTime } = inputs;
    if (snapshotIdentifier === undefined && restoreToPointInTime === undefined) {
        return undefined;
    }
    if (snapshotIdentifier !== undefined && restoreToPointInTime !== undefined) {
        throw new Error('"restore_to_point_in_time": conflicts with snapshot_identifier');
    }
    const { cluster, notSent, version } =
        restoreToPointInTime === undefined
            ? fromSnapshot(inputs, existing)
            : toPointInTime(inputs, pointInTimeSource(restoreToPointInTime, existing));
    refuseKeys([cluster, inputs], existing);
    refuseFamily(inputs, version, existing);
    const { databaseName, masterUsername } = cluster;
    const set = Object.entries(notSent).filter(([key]) => key in inputs);
    return {
        ...Object.fromEntries(set),
        ...(isEnded ? {} : { ...pick(cluster, setLast), masterUserSecrets: [] }),
        databaseName,
        masterUsername,
        engineVersion: refreshed({ engineVersion: inputs.engineVersion, engineVersionActual: version }),
        engineVersionActual: version,
        storageEncrypted: cluster.storageEncrypted === true || inputs.kmsKeyId !== undefined,
    };
}

/** The arguments of the last call, with which RDS also begins to manage the master's password. */
const setLast = ["backupRetentionPeriod", "preferredBackupWindow", "preferredMaintenanceWindow"];

interface Restored {
    /** The source's properties. */
    readonly cluster: Properties;
    /** The values of the arguments that the provider does not send. */
    readonly notSent: Properties;
    /** The running version. */
    readonly version: string;
}

/**
 * The arguments that the provider sends in neither call, with RDS's defaults: "the target DB cluster is created from the
 * source snapshot with a default configuration".
 */
const defaults: Properties = {
    autoMinorVersionUpgrade: true,
    databaseInsightsMode: "standard",
    enableHttpEndpoint: false,
    performanceInsightsEnabled: false,
    performanceInsightsKmsKeyId: "",
    performanceInsightsRetentionPeriod: 0,
};

/** https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterFromSnapshot.html */
function fromSnapshot(inputs: Properties, { backups }: Restorable): Restored {
    const { snapshotIdentifier, engine, engineVersion, databaseName } = inputs;
    const snapshot = backups.find(snapshotIdentifier);
    if (snapshot === undefined) {
        throw new Error(`DBClusterSnapshotNotFoundFault: DBClusterSnapshot not found: ${String(snapshotIdentifier)}`);
    }
    const { cluster } = snapshot;
    if (cluster.engine !== engine) {
        // "Must be compatible with the engine of the source." Code and text are not documented.
        throw new Error(`InvalidParameterCombination: ${String(cluster.engine)} cannot become ${String(engine)}`);
    }
    if (databaseName !== undefined) {
        throw new Error("the double does not know what RDS does with the DatabaseName of a restore");
    }
    // ModifyDBCluster takes a major version alone for its default minor version
    // (https://github.com/hashicorp/terraform-provider-aws/issues/45026). This call is assumed to do the same.
    const [version, source] = [exactVersion(String(engineVersion)), String(cluster.engineVersionActual)];
    if (isOlder(version, source)) {
        // https://github.com/aws-samples/redcap-on-aws/issues/99
        throw new Error(
            `InvalidParameterCombination: The engine version you requested for your restored DB cluster (${version}) is ` +
                `earlier than the engine version of the DB cluster snapshot (${source})`,
        );
    }
    if (majorOf(version) !== majorOf(source)) {
        throw new Error(`the double does not know whether RDS restores a snapshot of ${source} as ${version}`);
    }
    // By default, IAM authentication "isn't enabled", and the provider does not send it in this call alone:
    // https://github.com/hashicorp/terraform-provider-aws/issues/35189
    return { cluster, notSent: { ...defaults, iamDatabaseAuthenticationEnabled: false }, version };
}

/**
 * The provider sends no version. RDS creates the cluster "with the same configuration as the original DB cluster":
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
 */
function toPointInTime({ kmsKeyId }: Properties, cluster: Properties): Restored {
    if (cluster.storageEncrypted !== true && kmsKeyId !== undefined) {
        // "If DBClusterIdentifier refers to a DB cluster that isn't encrypted, then the restore request is rejected."
        throw new Error("InvalidParameterCombination: KmsKeyId is for a source that is encrypted");
    }
    const notSent = Object.fromEntries(Object.entries(defaults).map(([key, value]) => [key, cluster[key] ?? value]));
    return { cluster, notSent, version: String(cluster.engineVersionActual) };
}

/** RDS reads the source with its key, and writes the new cluster with another one. */
function refuseKeys(clusters: readonly Properties[], { all, backups }: Restorable): void {
    for (const { kmsKeyId } of clusters.filter((each) => each.kmsKeyId !== undefined)) {
        const arn = String(kmsKeyId);
        const isUsable =
            backups.sharedKeys.has(arn) ||
            all.some(({ type, state }) => type === "aws:kms/key:Key" && state.arn === arn);
        if (!isUsable) {
            // https://github.com/awslabs/aurora-snapshot-tool/issues/29
            throw new Error(
                `KMSKeyNotAccessibleFault: The source snapshot KMS key [${arn}] does not exist, is not enabled ` +
                    "or you do not have permissions to access it.",
            );
        }
    }
}

/** RDS's refusal of a parameter group of another family than that of the running version. */
function refuseFamily({ dbClusterParameterGroupName }: Properties, version: string, { all }: Restorable): void {
    const family = `aurora-postgresql${majorOf(version)}`;
    const group = all.find(
        ({ type, state }) =>
            type === "aws:rds/clusterParameterGroup:ClusterParameterGroup" &&
            state.name === dbClusterParameterGroupName,
    );
    if (group?.state.family !== family) {
        throw new Error(
            `InvalidParameterCombination: The Parameter Group ${String(dbClusterParameterGroupName)} with ` +
                `DBParameterGroupFamily ${String(group?.state.family)} cannot be used for this instance. Please use a ` +
                `Parameter Group with DBParameterGroupFamily ${family}`,
        );
    }
}
