import * as aws from "@pulumi/aws";

/** Looks a cluster up in the stack's account and region. Undefined if there is none. */
export async function findCluster(identifier: string): Promise<aws.rds.GetClusterResult | undefined> {
    // A list, because a single cluster that does not exist would be an error.
    const { clusterIdentifiers } = await aws.rds.getClusters({
        filters: [{ name: "db-cluster-id", values: [identifier] }],
    });
    return clusterIdentifiers.includes(identifier)
        ? await aws.rds.getCluster({ clusterIdentifier: identifier })
        : undefined;
}
