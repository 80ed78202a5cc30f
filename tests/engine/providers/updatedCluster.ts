import { majorOf, type SentVersion, upgraded } from "./engineVersion";
import { pick, type StoredResource } from "./stored";
import type { Properties } from "./wire";

/** The properties of an update of a cluster. */
interface ClusterUpdate {
    /** Those in Pulumi's state. */
    readonly olds: Properties;
    /** Those that the program passes. */
    readonly news: Properties;
    /** Those that the program passes, or that the cluster keeps. */
    readonly inputs: Properties;
}

/** The account's state at the time of an update. */
interface Existing {
    readonly all: readonly StoredResource[];
    readonly sentVersion: SentVersion;
    /** Whether RDS rolls a major upgrade back. */
    readonly rollsBack: boolean;
}

/**
 * What an update of a cluster leaves besides its inputs. A cluster that was swapped or restored outside Pulumi keeps its
 * own resource id and master's secret; RDS creates the secret of one that has none.
 *
 * @throws RDS's refusal of the version or of the parameter group.
 */
export function updatedCluster(
    stored: StoredResource,
    update: ClusterUpdate,
    { all, sentVersion, rollsBack }: Existing,
): Properties {
    const versions = upgraded(stored, update.olds, update.news, sentVersion);
    refuseFamily(stored, { ...update.inputs, ...versions }, all);
    const hasSecret = [stored.state.masterUserSecrets].flat().length > 0;
    const running = String(stored.state.engineVersionActual);
    const isMajorUpgrade = majorOf(String(versions.engineVersionActual)) !== majorOf(running);
    const kept = rollsBack && isMajorUpgrade ? unchanged(stored, running) : versions;
    return { ...kept, ...pick(stored.state, ["clusterResourceId", ...(hasSecret ? ["masterUserSecrets"] : [])]) };
}

/** @throws RDS's refusal of a parameter group of another family than the cluster's version. */
function refuseFamily({ urn }: StoredResource, news: Properties, all: readonly StoredResource[]): void {
    const { dbClusterParameterGroupName: name, engineVersionActual: version } = news;
    const group = all.find((each) => each.type.endsWith(":ClusterParameterGroup") && each.state.name === name);
    const family = `aurora-postgresql${majorOf(String(version))}`;
    if (group !== undefined && group.state.family !== family) {
        throw new Error(
            `${urn}: InvalidParameterCombination: The parameter group ${String(name)} with DBParameterGroupFamily ` +
                `${String(group.state.family)} can't be used for this instance. Use a parameter group with ` +
                `DBParameterGroupFamily ${family}.`,
        );
    }
}

/**
 * A cluster after an upgrade that RDS has rolled back: ModifyDBCluster had no error, and the provider then reads the
 * version and the parameter group that the cluster still has.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.PostgreSQL.MajorVersion.html
 */
function unchanged({ state }: StoredResource, running: string): Properties {
    return {
        engineVersion: running,
        engineVersionActual: running,
        dbClusterParameterGroupName: state.dbClusterParameterGroupName,
    };
}
