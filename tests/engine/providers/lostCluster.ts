import type { Account } from "./account";
import type { StoredResource } from "./stored";

/** The backups that a cluster leaves. */
interface Left {
    /** The identifier of its final snapshot. Default: none. */
    readonly finalSnapshot?: string;
    /** Whether RDS retains its automated backups. Default: false. */
    readonly retainBackups?: boolean;
}

/** Deletes a cluster with its instances outside Pulumi, as a person does with `aws rds` who has ended its protection. */
export function loseCluster(cluster: StoredResource, account: Account, left: Left): void {
    const { finalSnapshot, retainBackups = false } = left;
    const deletion = {
        skipFinalSnapshot: finalSnapshot === undefined,
        finalSnapshotIdentifier: finalSnapshot,
        deleteAutomatedBackups: !retainBackups,
    };
    account.backups.keepOf({ ...cluster, state: { ...cluster.state, ...deletion } });
    account.all
        .filter(({ state }) => state.clusterIdentifier === cluster.id)
        .forEach((each) => {
            account.remove(each);
        });
}
