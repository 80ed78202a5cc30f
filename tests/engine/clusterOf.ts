import type { Engine } from "./harness/engine";
import type { StoredResource } from "./providers/stored";

/**
 * The cluster in an engine's account.
 *
 * @throws if there is none.
 */
export function clusterOf({ account }: Engine): StoredResource {
    const cluster = account.all.find(({ type }) => type === "aws:rds/cluster:Cluster");
    if (cluster === undefined) {
        throw new Error("the account has no cluster");
    }
    return cluster;
}
