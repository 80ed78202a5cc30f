import type { Settings } from "../../settings";
import { callAws } from "../cli/awsCli";
import { DrillError, drillExitCodes } from "./exitCodes";

/** A backup of a cluster. */
export interface Backup {
    /** ARN of the cluster snapshot. */
    readonly arn: string;
    readonly createdAt: Date;
    /** The cluster's running version, for instance `15.13`. A restore takes none that is older than the backup's. */
    readonly engineVersion: string;
}

/**
 * Finds the newest complete backup of a stack's cluster: of AWS Backup, if the stack has a plan, and otherwise of RDS,
 * automated or by hand.
 *
 * @throws DrillError if there is none, or Error with the CLI's message.
 */
export async function newestBackup({ region, database }: Settings, signal: AbortSignal): Promise<Backup> {
    const { identifier, backups } = database;
    const list = async (what: string, args: readonly string[]): Promise<readonly unknown[]> => {
        const printed: unknown = JSON.parse(
            await callAws(what, [...args, "--region", region, "--output", "json"], signal),
        );
        const items: readonly unknown[] = Array.isArray(printed) ? printed : [];
        return items;
    };
    const [cluster, engineVersion] = await list(identifier, [
        ...["rds", "describe-db-clusters", "--db-cluster-identifier", identifier],
        ...["--query", "DBClusters[0].[DBClusterArn,EngineVersion]"],
    ]);
    const isPlanned = backups !== undefined;
    const listed = await list(
        "list the backups",
        isPlanned
            ? [
                  ...["backup", "list-recovery-points-by-resource", "--resource-arn", String(cluster)],
                  // Without it, the command also lists RDS's own snapshots
                  // (https://docs.aws.amazon.com/aws-backup/latest/devguide/API_ListRecoveryPointsByResource.html).
                  "--managed-by-aws-backup-only",
                  ...["--query", "RecoveryPoints[?Status=='COMPLETED'].[RecoveryPointArn,CreationDate]"],
              ]
            : [
                  ...["rds", "describe-db-cluster-snapshots", "--db-cluster-identifier", identifier],
                  ...["--query", "DBClusterSnapshots[?Status=='available'].[DBClusterSnapshotArn,SnapshotCreateTime]"],
              ],
    );
    const [newest] = listed
        .map((pair) => {
            const parts: readonly unknown[] = Array.isArray(pair) ? pair : [];
            const [arn, time] = parts;
            return { arn: String(arn), createdAt: new Date(String(time)), engineVersion: String(engineVersion) };
        })
        .sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
    if (newest === undefined) {
        throw new DrillError(
            drillExitCodes.noBackup,
            `${identifier}: has no complete backup of ${isPlanned ? "AWS Backup" : "RDS"}; see docs/runbook.md#backups`,
        );
    }
    return newest;
}
