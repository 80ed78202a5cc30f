import { getCallerIdentity, getPartition } from "../../../offline/partition";
import { getPrefixList } from "../../../offline/prefixList";
import { getAvailabilityZones } from "../../../offline/zones";
import { partitionOf } from "../../../settings/aws/regions";
import type { Account } from "./account";
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
        case "aws:rds/getClusters:getClusters":
            return { clusterIdentifiers: clusters(account).map(({ id }) => id) };
        case "aws:rds/getCluster:getCluster":
            return getCluster(args.clusterIdentifier, account);
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
    return { engineMode: "provisioned", databaseName: "", ...state, engineVersion: state.engineVersionActual };
}

function clusters({ all }: Account): StoredResource[] {
    return all.filter(({ type }) => type === "aws:rds/cluster:Cluster");
}

function subnet(id: unknown, { all }: Account): Properties {
    const found = all.find((resource) => resource.type === "aws:ec2/subnet:Subnet" && resource.id === id);
    if (found === undefined) {
        throw new Error(`no matching EC2 Subnet found: ${String(id)}`);
    }
    return found.state;
}
