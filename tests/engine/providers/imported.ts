import { resourceType } from "../../../resourceTypes";
import type { StoredResource } from "./stored";
import type { Properties } from "./wire";

/** What the provider reads of a resource that Pulumi imports. */
export interface Imported {
    readonly state: Properties;
    /** The inputs among the state's properties. */
    readonly inputs: readonly string[];
}

/**
 * Reads a resource of which Pulumi knows nothing yet. AWS returns neither the arguments that only control the
 * provider's calls, nor whether RDS manages the master's password.
 *
 * @param computed the outputs that AWS computes.
 */
export function imported({ type, state }: StoredResource, computed: Properties): Imported {
    const { optionalComputed = [], autoName } = resourceType(type);
    const read = withoutEmpty({ ...state, ...notRead[type] });
    const hasName = (key: string) => key === autoName && !(`${key}Prefix` in read);
    const isInput = (key: string) => !(key in computed) || optionalComputed.includes(key) || hasName(key);
    return { state: read, inputs: Object.keys(read).filter((key) => isInput(key) && !listed.includes(key)) };
}

/** What the provider reads of a resource that Pulumi knows: arguments that it does not read stay as they were. */
export function passedThrough({ type, state }: StoredResource, before: Properties): Properties {
    const unread = Object.keys(notRead[type] ?? {}).map((key): [string, unknown] => [key, before[key]]);
    return withoutEmpty({ ...state, ...Object.fromEntries(unread) });
}

function withoutEmpty(properties: Properties): Properties {
    return Object.fromEntries(Object.entries(properties).filter(([, value]) => value !== undefined));
}

/** A cluster's lists, which other resources make. */
const listed = ["clusterMembers", "iamRoles"];

/**
 * By type: the arguments that the provider does not read, with the values that its importer sets.
 *
 * https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster.go
 */
const notRead: Readonly<Record<string, Properties>> = {
    "aws:rds/cluster:Cluster": {
        allowMajorVersionUpgrade: undefined,
        applyImmediately: undefined,
        // The importer sets the schema's default, true, which is no difference from an argument that is left out.
        deleteAutomatedBackups: undefined,
        finalSnapshotIdentifier: undefined,
        manageMasterUserPassword: undefined,
        masterUserSecretKmsKeyId: undefined,
        skipFinalSnapshot: true,
    },
    "aws:rds/clusterInstance:ClusterInstance": { applyImmediately: undefined },
    "aws:kms/key:Key": { deletionWindowInDays: undefined },
    "aws:secretsmanager/secret:Secret": { recoveryWindowInDays: undefined },
};
