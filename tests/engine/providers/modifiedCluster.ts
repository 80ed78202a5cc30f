import { type SentVersion, upgraded } from "./engineVersion";
import { pick, type StoredResource } from "./stored";
import type { Properties } from "./wire";

/**
 * The outputs of a cluster after ModifyDBCluster. A cluster that was swapped or restored outside Pulumi keeps its
 * identity. RDS creates the master's secret of one that has none.
 *
 * @throws RDS's refusal of a version.
 */
export function modified(stored: StoredResource, news: Properties, sent: SentVersion): Properties {
    const hasSecret = [stored.state.masterUserSecrets].flat().length > 0;
    const kept = pick(stored.state, ["clusterResourceId", ...(hasSecret ? ["masterUserSecrets"] : [])]);
    return { ...upgraded(stored, news, sent), ...kept };
}
