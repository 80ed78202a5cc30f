import type { AddedReaders } from "./addedReaders";
import { refreshed } from "./engineVersion";
import { reportedParameters } from "./parameterGroup";
import type { SecretVersions } from "./secretVersions";
import type { StoredResource } from "./stored";

/** The account's instances, and the readers that autoscaling has added. */
export interface Membership {
    readonly all: readonly StoredResource[];
    readonly addedReaders: AddedReaders;
}

/** The account's state at the time of a request. */
interface Existing extends Membership {
    readonly secretVersions: SecretVersions;
}

/** A resource as AWS describes it, or undefined for a version of a secret that was removed. */
export function currentState(stored: StoredResource, existing: Existing): StoredResource | undefined {
    const { type, id, state } = stored;
    switch (type) {
        case "aws:rds/cluster:Cluster": {
            const lists = { clusterMembers: membersOf(id, existing), iamRoles: rolesOf(id, existing) };
            return { ...stored, state: { ...state, engineVersion: refreshed(state), ...lists } };
        }
        case "aws:rds/clusterParameterGroup:ClusterParameterGroup":
            return { ...stored, state: { ...state, parameters: reportedParameters(state) } };
        case "aws:secretsmanager/secretVersion:SecretVersion": {
            const version = existing.secretVersions.get(String(state.secretId), String(state.versionId));
            return version && { ...stored, state: { ...state, versionStages: [...version.stages].sort() } };
        }
        default:
            return stored;
    }
}

/** The identifiers of a cluster's instances. */
export function membersOf(cluster: string, { all, addedReaders }: Membership): string[] {
    const own = all.filter(
        ({ type, state }) => type === "aws:rds/clusterInstance:ClusterInstance" && state.clusterIdentifier === cluster,
    );
    return [...own.map(({ id }) => id), ...addedReaders.of(cluster)].sort();
}

/** The roles that are associated with a cluster. */
function rolesOf(cluster: string, { all }: Existing): unknown[] {
    return all
        .filter(
            ({ type, state }) =>
                type === "aws:rds/clusterRoleAssociation:ClusterRoleAssociation" &&
                state.dbClusterIdentifier === cluster,
        )
        .map(({ state }) => state.roleArn)
        .sort();
}
