import { ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, show, valueAt } from "../values";

const tag = "tags.expires-on";

/**
 * Rules for copy-on-write clones. On the engine they see a clone also when its keys were removed, because Pulumi then
 * keeps the input by which it was created.
 */
export const cloneRules: readonly Rule[] = [
    {
        id: "clone-expires",
        scope: "resource",
        enforcement: "mandatory",
        severity: "medium",
        what: "A clone has its last day in the tag expires-on, or never if it stays.",
        reason: "A clone has all data of its source, and a forgotten one keeps and pays for it for ever.",
        fix: "set the stack's cloneCluster and cloneExpiresOn",
        appliesTo: ofType(types.cluster),
        problems: (cluster) => {
            const day = lastDay(cluster);
            const isDay = typeof day === "string" && /^(\d{4}-\d\d-\d\d|never)$/.test(day);
            return !isClone(cluster) || isUnknown(day) || isDay
                ? []
                : [`${tag}: ${show(day)}: must be YYYY-MM-DD, or never`];
        },
    },
    {
        id: "clone-expired",
        scope: "resource",
        // Mandatory, it would refuse the update that decommissions the clone.
        enforcement: "advisory",
        severity: "medium",
        what: "A clone's last day has not passed.",
        reason: "Nobody may need the copy of the data any more.",
        fix: "destroy the stack, or set a later cloneExpiresOn",
        appliesTo: ofType(types.cluster),
        problems: (cluster) => {
            const day = lastDay(cluster);
            const today = new Date().toISOString().slice(0, 10);
            return isClone(cluster) && typeof day === "string" && day < today
                ? [`${tag}: ${day}: must be ${today} or later`]
                : [];
        },
    },
];

/** Whether a cluster is a copy-on-write clone that does not stay. Its data is that of its source. */
export function isPassingClone(cluster: Resource): boolean {
    return isClone(cluster) && lastDay(cluster) !== "never";
}

function isClone({ properties }: Resource): boolean {
    return valueAt(properties, "restoreToPointInTime.restoreType") === "copy-on-write";
}

function lastDay({ properties }: Resource): unknown {
    return valueAt(properties, tag);
}
