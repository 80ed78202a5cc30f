import { toRecord } from "../../../offline/toRecord";
import type { Restorable } from "./clusterBackups";
import type { StoredResource } from "./stored";
import type { Properties } from "./wire";

/**
 * The cluster, existing or deleted, whose state RestoreDBClusterToPointInTime restores.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_RestoreDBClusterToPointInTime.html
 *
 * @throws RDS's refusal, the provider's, or the double's if it does not know what RDS would do.
 */
export function pointInTimeSource(restoreToPointInTime: unknown, existing: Restorable): Properties {
    const point = pointOf(restoreToPointInTime);
    const { identifier, resourceId, time, latest, type } = point;
    // The provider's `ExactlyOneOf`.
    if ((identifier === undefined) === (resourceId === undefined) || (time === undefined) !== latest) {
        throw new Error('"restore_to_point_in_time": needs one source, and either a time or the latest one');
    }
    const source = findSource(point, existing);
    switch (type) {
        case "copy-on-write":
            refuseClone(point, source, existing);
            break;
        case "full-copy":
            refuseTime(point, source, existing);
            break;
        default:
            throw new Error(
                "the double does not know what RDS does with the empty RestoreType that the provider sends",
            );
    }
    return source.state;
}

/** Notes that a new cluster is a clone, if it is one. */
export function noteClone({ state }: StoredResource, existing: Restorable): void {
    const point = pointOf(state.restoreToPointInTime);
    if (point.type === "copy-on-write") {
        const source = findSource(point, existing);
        existing.backups.addClone(String(source.state.clusterResourceId), String(state.clusterResourceId));
    }
}

interface RestorePoint {
    readonly identifier: string | undefined;
    readonly resourceId: string | undefined;
    readonly time: string | undefined;
    readonly latest: boolean;
    readonly type: string | undefined;
}

function pointOf(value: unknown): RestorePoint {
    const point = toRecord(value);
    const text = (key: string) => (typeof point[key] === "string" ? point[key] : undefined);
    return {
        identifier: text("sourceClusterIdentifier"),
        resourceId: text("sourceClusterResourceId"),
        time: text("restoreToTime"),
        latest: point.useLatestRestorableTime === true,
        type: text("restoreType"),
    };
}

/** A deleted cluster is found by its resource id alone. */
function findSource({ identifier, resourceId }: RestorePoint, { all, backups }: Restorable): StoredResource {
    const clusters = all.filter(({ type }) => type === "aws:rds/cluster:Cluster");
    const source =
        identifier === undefined
            ? [...clusters, ...backups.retained].find(({ state }) => state.clusterResourceId === resourceId)
            : clusters.find(({ id, state }) => id === identifier || state.arn === identifier);
    if (source === undefined) {
        throw new Error(
            identifier === undefined
                ? `DBClusterAutomatedBackupNotFoundFault: No automated backup for ${resourceId ?? ""} was found.`
                : `DBClusterNotFoundFault: The source cluster could not be found: ${identifier}`,
        );
    }
    return source;
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Managing.Clone.html */
function refuseClone({ time }: RestorePoint, source: StoredResource, { all }: Restorable): void {
    if (time !== undefined) {
        throw new Error(
            "InvalidParameterCombination: RestoreToTime can't be specified if RestoreType is copy-on-write",
        );
    }
    if (!all.includes(source)) {
        throw new Error("the double does not know whether RDS clones a cluster of which only the backups are left");
    }
    if (!all.some(({ type, state }) => type.endsWith(":ClusterInstance") && state.clusterIdentifier === source.id)) {
        throw new Error(`InvalidDBClusterStateFault: ${source.id} has no DB instance, and cannot be cloned`);
    }
}

/** "Must be before the latest restorable time." The code and the text of the refusal are not documented. */
function refuseTime({ time }: RestorePoint, { id, state }: StoredResource, { backups }: Restorable): void {
    if (time === undefined) {
        return;
    }
    const window = backups.windows.get(String(state.clusterResourceId));
    if (window === undefined) {
        throw new Error(`the double does not know the restorable times of ${id}: add them to backups.windows`);
    }
    const { earliest, latest } = window;
    if (time < earliest || time > latest) {
        throw new Error(`InvalidRestoreFault: ${id} can be restored from ${earliest} to ${latest}, and not to ${time}`);
    }
}
