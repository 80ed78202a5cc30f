import { resourceType } from "../../../resourceTypes";
import type { StoredResource } from "./stored";
import { isObject } from "./wire";

/**
 * The resource that prevents the deletion of another one, as in AWS (`DependencyViolation`,
 * `InvalidDBSubnetGroupStateFault`, `DeleteConflict` and the like). Undefined if there is none.
 */
export function userOf(used: StoredResource, all: Iterable<StoredResource>): StoredResource | undefined {
    const names = [used.id, used.state.name];
    for (const other of all) {
        const keeps = Object.entries(resourceType(other.type).keeps ?? {}).filter(([, type]) => type === used.type);
        if (keeps.some(([property]) => refersTo(valueAt(other.state, property), names)) && !ownRule(used, other)) {
            return other;
        }
    }
    return undefined;
}

/** Whether a rule belongs to the security group and is deleted with it. */
function ownRule(group: StoredResource, other: StoredResource): boolean {
    return other.type.startsWith("aws:vpc/securityGroup") && other.state.securityGroupId === group.id;
}

function valueAt(value: unknown, path: string): unknown {
    return path
        .split(".")
        .reduce((inner: unknown, key) => (isObject(inner) ? Reflect.get(inner, key) : undefined), value);
}

function refersTo(value: unknown, names: readonly unknown[]): boolean {
    return isObject(value) ? Object.values(value).some((inner) => refersTo(inner, names)) : names.includes(value);
}
