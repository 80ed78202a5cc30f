import type { AddedReaders } from "./addedReaders";
import { userOf } from "./inUse";
import type { StoredResource } from "./stored";

/** The account's state at the time of a deletion. */
interface Existing {
    readonly all: readonly StoredResource[];
    readonly addedReaders: AddedReaders;
    /** The final snapshots that were taken. */
    readonly snapshots: readonly string[];
}

/** @throws AWS's error if the resource cannot be deleted in the current state. */
export function refuseDeletion(stored: StoredResource, { all, addedReaders, snapshots }: Existing): void {
    const { type, urn, id, state } = stored;
    const user = userOf(stored, all);
    if (user !== undefined) {
        throw new Error(`${urn}: DependencyViolation: ${user.urn} uses it`);
    }
    if (state.deletionProtection === true) {
        throw new Error(`${urn}: InvalidParameterCombination: cannot be deleted: deletion protection is on`);
    }
    if (type !== "aws:rds/cluster:Cluster") {
        return;
    }
    // https://github.com/hashicorp/terraform-provider-aws/issues/19536
    if (addedReaders.of(id).length > 0) {
        throw new Error(
            `${urn}: InvalidDBClusterStateFault: Cluster cannot be deleted, it still contains DB instances in ` +
                "non-deleting state.",
        );
    }
    const { skipFinalSnapshot, finalSnapshotIdentifier: snapshot } = state;
    if (skipFinalSnapshot !== true && (typeof snapshot !== "string" || snapshots.includes(snapshot))) {
        throw new Error(`${urn}: DBClusterSnapshotAlreadyExistsFault: ${String(snapshot)}`);
    }
}
