import { getVault } from "../../../offline/backupVault";
import { getCallerIdentity, getPartition } from "../../../offline/partition";
import { getPrefixList } from "../../../offline/prefixList";
import { toRecord } from "../../../offline/toRecord";
import { getAvailabilityZones } from "../../../offline/zones";
import { partitionOf } from "../../../settings/aws/regions";
import type { Account } from "./account";
import { getClusterSnapshot } from "./snapshotLookup";
import type { StoredResource } from "./stored";
import type { Properties } from "./wire";

/** The results of the provider's functions. @throws for an unknown function: add it here. */
export function lookUp(token: string, args: Properties, account: Account): Properties {
    const { region } = account;
    switch (token) {
        case "aws:index/getCallerIdentity:getCallerIdentity":
            return getCallerIdentity(region);
        case "aws:index/getPartition:getPartition":
            return getPartition(region);
        case "aws:index/getRegion:getRegion":
            return {
                id: region,
                region,
                name: region,
                description: region,
                endpoint: `ec2.${region}.${partitionOf(region).dnsSuffix}`,
            };
        case "aws:index/getAvailabilityZones:getAvailabilityZones":
            return getAvailabilityZones(args, account.zones, region);
        case "aws:ec2/getPrefixList:getPrefixList":
            return getPrefixList(args, region);
        case "aws:backup/getVault:getVault":
            return getVault(args);
        case "aws:rds/getClusters:getClusters":
            return { clusterIdentifiers: clusters(account, args.filters).map(({ id }) => id) };
        case "aws:rds/getCluster:getCluster":
            return getCluster(args.clusterIdentifier, account);
        case "aws:rds/getClusterSnapshot:getClusterSnapshot":
            return getClusterSnapshot(args, account.backups);
        case "aws:rds/getSubnetGroup:getSubnetGroup":
            return getSubnetGroup(args.name, account);
        case "aws:kms/getKey:getKey":
            return getKey(args.keyId, account);
        case "aws:ec2/getSubnet:getSubnet":
            return { ...args, availabilityZone: subnet(args.id, account).availabilityZone };
        default:
            throw new Error(`${token}: the double knows no answer; add one to ${__filename}`);
    }
}

function getCluster(id: unknown, account: Account): Properties {
    const found = clusters(account).find((each) => each.id === id);
    const state = found === undefined ? undefined : account.read(found, found.id)?.state;
    if (state === undefined) {
        throw new Error(`DBClusterNotFoundFault: DBCluster ${String(id)} not found.`);
    }
    const absent = { engineMode: "provisioned", databaseName: "", replicationSourceIdentifier: "" };
    return { ...absent, ...state, engineVersion: state.engineVersionActual };
}

/** https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/kms/key_data_source.go */
function getKey(keyId: unknown, { all }: Account): Properties {
    const found = all.find(({ type, state }) => type === "aws:kms/key:Key" && state.arn === keyId);
    if (found === undefined) {
        throw new Error(`reading KMS Key (${String(keyId)}): NotFoundException: Key '${String(keyId)}' does not exist`);
    }
    // Resources of this type are keys that somebody made: AWS makes its own.
    return { ...found.state, keyManager: "CUSTOMER" };
}

function getSubnetGroup(name: unknown, account: Account): Properties {
    const found = account.all.find(
        ({ type, state }) => type === "aws:rds/subnetGroup:SubnetGroup" && state.name === name,
    );
    if (found === undefined) {
        throw new Error(`DBSubnetGroupNotFoundFault: DB subnet group '${String(name)}' does not exist.`);
    }
    const [first] = [found.state.subnetIds].flat();
    return { ...found.state, vpcId: subnet(first, account).vpcId };
}

/**
 * The clusters that match all filters.
 *
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_DescribeDBClusters.html
 */
function clusters({ all }: Account, filters: unknown = []): StoredResource[] {
    const wanted = [filters].flat().map(toRecord);
    return all.filter(
        (resource) =>
            resource.type === "aws:rds/cluster:Cluster" &&
            wanted.every(({ name, values }) => [values].flat().includes(filtered(name, resource))),
    );
}

/** The value of a cluster that a filter compares. */
function filtered(name: unknown, { id, state }: StoredResource): unknown {
    switch (name) {
        case "db-cluster-id":
            return id;
        case "db-cluster-resource-id":
            return state.clusterResourceId;
        default:
            throw new Error(`getClusters: the double knows no filter ${String(name)}`);
    }
}

function subnet(id: unknown, { all }: Account): Properties {
    const found = all.find((resource) => resource.type === "aws:ec2/subnet:Subnet" && resource.id === id);
    if (found === undefined) {
        throw new Error(`no matching EC2 Subnet found: ${String(id)}`);
    }
    return found.state;
}
