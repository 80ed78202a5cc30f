import { getVault } from "./backupVault";
import { getCallerIdentity, getPartition } from "./partition";
import { getPrefixList } from "./prefixList";
import { getAvailabilityZones, type Zone } from "./zones";

/** Properties of things that exist in the account, by their names. */
export type Descriptions = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** What exists in the account already. */
export interface LookUpOptions {
    readonly region: string;
    /** The account's zones. */
    readonly zones: readonly Zone[];
    /** What RDS says about the clusters that exist already, by identifier. Default: no cluster exists. */
    readonly clusters?: Descriptions;
    /** What RDS says about snapshots of clusters, by identifier or ARN. Default: there is none. */
    readonly snapshots?: Descriptions;
    /** What RDS says about subnet groups, by name. Default: there is none. */
    readonly subnetGroups?: Descriptions;
    /** What KMS says about keys, by ARN. Default: there is none. */
    readonly keys?: Descriptions;
}

/** The results of the provider's functions. @throws for an unknown function: add it here. */
export function lookUp(
    token: string,
    inputs: Readonly<Record<string, unknown>>,
    { region, zones, clusters = {}, snapshots = {}, subnetGroups = {}, keys = {} }: LookUpOptions,
): Record<string, unknown> {
    switch (token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return getCallerIdentity(region);
        case "aws:index/getPartition:getPartition":
            return getPartition(region);
        case "aws:index/getRegion:getRegion":
            return { region };
        case "aws:index/getAvailabilityZones:getAvailabilityZones":
            return getAvailabilityZones(inputs, zones, region);
        case "aws:ec2/getPrefixList:getPrefixList":
            return getPrefixList(inputs, region);
        case "aws:backup/getVault:getVault":
            return answered(() => getVault(inputs));
        case "aws:rds/getClusters:getClusters":
            return { clusterIdentifiers: Object.keys(clusters) };
        case "aws:rds/getCluster:getCluster":
            return { ...clusters[String(inputs.clusterIdentifier)] };
        case "aws:rds/getClusterSnapshot:getClusterSnapshot":
            return getClusterSnapshot(inputs, snapshots);
        case "aws:rds/getSubnetGroup:getSubnetGroup":
            return described(subnetGroups, "DB subnet group", String(inputs.name));
        case "aws:kms/getKey:getKey":
            return described(keys, "KMS Key", String(inputs.keyId));
        case "aws:ec2/getSubnet:getSubnet":
            return { ...inputs, availabilityZone: zoneOf(String(inputs.id), region) };
        default:
            throw refusal(`${token}: the mocks know no answer; add one to ${__filename}`);
    }
}

function answered<T>(answer: () => T): T {
    try {
        return answer();
    } catch (error) {
        throw refusal(error instanceof Error ? error.message : String(error));
    }
}

function described(all: Descriptions, kind: string, name: string): Record<string, unknown> {
    const found = all[name];
    if (found === undefined) {
        throw refusal(`reading ${kind} (${name}): couldn't find resource`);
    }
    return { ...found };
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/rds/cluster_snapshot_data_source.go */
function getClusterSnapshot(
    { dbClusterSnapshotIdentifier, snapshotType, includeShared }: Readonly<Record<string, unknown>>,
    snapshots: Descriptions,
): Record<string, unknown> {
    const found = snapshots[String(dbClusterSnapshotIdentifier)];
    const asked = [undefined, snapshotType, includeShared === true ? "shared" : undefined];
    if (found === undefined || !asked.includes(found.snapshotType)) {
        throw refusal("Your query returned no results. Please change your search criteria and try again.");
    }
    return { ...found };
}

/** For a failed call, Pulumi shows only the details, which the engine's errors have. */
function refusal(message: string): Error {
    return Object.assign(new Error(message), { details: message });
}

/** The zone of a subnet of an existing VPC: by convention, the last letter of the id. @throws for 0: no such subnet. */
function zoneOf(subnetId: string, region: string): string {
    if (subnetId.endsWith("0")) {
        throw refusal("reading EC2 Subnet: no matching EC2 Subnet found");
    }
    return `${region}${subnetId.slice(-1)}`;
}
