import { setTimeout as delay } from "node:timers/promises";
import { toRecord } from "../../offline/toRecord";
import { callAws } from "../cli/awsCli";

/** Where a drill's cluster is. */
export interface ClusterPlace {
    readonly region: string;
    readonly identifier: string;
}

interface Found {
    readonly kind: "cluster" | "instance";
    readonly id: string;
    readonly status: string;
}

/** How often to look, and after how many milliseconds: 45 minutes, since RDS restores a killed `up`'s cluster to its end. */
const attempts = 180;
const pauseMs = 15_000;

/**
 * Deletes the cluster of a drill and its instances, as far as Pulumi does not know them, because its CLI was killed while
 * RDS created them. Waits until they are gone, because their network and key cannot be removed before.
 *
 * @param known the identifiers in the stack's state, which `destroy` deletes.
 * @param say gets what is waited for.
 * @throws Error with the CLI's message, or if something is still there after 45 minutes.
 */
export async function deleteUnknown(
    place: ClusterPlace,
    known: ReadonlySet<string>,
    say: (detail: string) => void,
    pause = pauseMs,
): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
        const left = (await find(place)).filter(({ id }) => !known.has(id));
        if (left.length === 0) return;
        const state = left.map(({ kind, id, status }) => `${kind} ${id} is ${status}`).join(", ");
        if (attempt === attempts) throw new Error(`${state}, after ${(attempts * pause) / 60_000} min`);
        say(state);
        // RDS keeps a cluster while it has an instance.
        const instances = left.filter(({ kind }) => kind === "instance");
        for (const each of instances.length > 0 ? instances : left) await requestDeletion(place, each);
        await delay(pause);
    }
}

async function find({ region, identifier }: ClusterPlace): Promise<readonly Found[]> {
    const list = async (kind: Found["kind"], operation: string, query: string): Promise<readonly Found[]> => {
        const printed: unknown = JSON.parse(
            await callAws(identifier, [
                ...["rds", operation, "--query", query, "--region", region, "--output", "json"],
            ]),
        );
        return (Array.isArray(printed) ? printed : []).map((each) => {
            const { id, status } = toRecord(each);
            return { kind, id: String(id), status: String(status) };
        });
    };
    return [
        ...(await list(
            "instance",
            "describe-db-instances",
            `DBInstances[?DBClusterIdentifier=='${identifier}'].{id: DBInstanceIdentifier, status: DBInstanceStatus}`,
        )),
        ...(await list(
            "cluster",
            "describe-db-clusters",
            `DBClusters[?DBClusterIdentifier=='${identifier}'].{id: DBClusterIdentifier, status: Status}`,
        )),
    ];
}

/** RDS refuses the deletion of what it is still creating: it is requested again after the pause. */
async function requestDeletion({ region }: ClusterPlace, { kind, id, status }: Found): Promise<void> {
    if (status === "deleting") return;
    const args = {
        cluster: ["delete-db-cluster", "--db-cluster-identifier", id, "--skip-final-snapshot"],
        // An instance of Aurora takes no final snapshot (`cluster_instance.go` of terraform-provider-aws).
        instance: ["delete-db-instance", "--db-instance-identifier", id],
    }[kind];
    try {
        await callAws(id, ["rds", ...args, "--region", region, "--output", "json"]);
    } catch (error) {
        if (!/InvalidDB(Cluster|Instance)State/.test(String(error))) throw error;
    }
}
