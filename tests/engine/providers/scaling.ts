import { type Membership, membersOf } from "./currentState";
import type { Properties } from "./wire";

/** Adds and removes a cluster's readers by the range of a scalable target. Other types have no effect. */
export function scale(type: string, { resourceId, minCapacity, maxCapacity }: Properties, existing: Membership): void {
    if (type === "aws:appautoscaling/target:Target") {
        const cluster = String(resourceId).replace(/^cluster:/, "");
        const fixed = membersOf(cluster, existing).length - existing.addedReaders.of(cluster).length - 1;
        existing.addedReaders.register(cluster, fixed, { min: Number(minCapacity), max: Number(maxCapacity) });
    }
}
