import { toRecord } from "./toRecord";

/** A zone as EC2's `DescribeAvailabilityZones` lists it for an account. */
export interface Zone {
    /** For instance `us-east-1a`, or `us-east-1-atl-1a` for a Local Zone. */
    readonly name: string;
    /** Local Zones need the account's opt-in. Those without it are not listed. */
    readonly optInStatus: "opt-in-not-required" | "opted-in";
}

/**
 * The zones of an account without Local Zones: as many as an account gets in the region. Accounts get different zones,
 * so the zones that the stack names are among them.
 *
 * @param named the names in the stack's configuration, as JSON. Names that the region does not have are left out.
 */
export function standardZones(region: string, named = "[]"): readonly Zone[] {
    const all = (letters.get(region) ?? ["a", "b", "c"]).map((letter) => `${region}${letter}`);
    const own = all.filter((name) => named.includes(JSON.stringify(name)));
    const others = all.filter((name) => !own.includes(name));
    const count = Math.max(own.length, mostOfAccount.get(region) ?? all.length);
    return [...own, ...others]
        .slice(0, count)
        .sort()
        .map((name) => ({ name, optInStatus: "opt-in-not-required" }));
}

/**
 * The letters of the zones in regions where they are not a, b and c: `zones` in `regions.json` of the package
 * aws-regions 2.3.1. AWS publishes no such list as data. Regions that are newer than the package have three zones, as
 * AWS documents for every region
 * (https://docs.aws.amazon.com/global-infrastructure/latest/regions/aws-availability-zones.html).
 */
const letters: ReadonlyMap<string, readonly string[]> = new Map([
    ["ap-northeast-1", ["a", "b", "c", "d"]],
    ["ap-northeast-2", ["a", "b", "c", "d"]],
    ["ca-central-1", ["a", "b", "c", "d"]],
    ["us-east-1", ["a", "b", "c", "d", "e", "f"]],
    ["us-west-2", ["a", "b", "c", "d"]],
]);

/**
 * The number of zones of an account in regions where it does not get all: `zone_limit` in the same file. Older accounts
 * may have more.
 */
const mostOfAccount: ReadonlyMap<string, number> = new Map([
    ["ap-northeast-1", 3],
    ["sa-east-1", 2],
    ["us-west-1", 2],
]);

/** The names of zones, sorted as the provider sorts them. */
export function namesOf(zones: readonly Zone[]): string[] {
    return zones.map(({ name }) => name).sort();
}

/**
 * The result of the AWS provider's function `getAvailabilityZones`: EC2's list, filtered and sorted by name
 * (`internal/service/ec2/ec2_availability_zones_data_source.go` of terraform-provider-aws).
 *
 * @throws for arguments and filters that the stand-in does not know.
 */
export function getAvailabilityZones(
    args: Readonly<Record<string, unknown>>,
    zones: readonly Zone[],
    region: string,
): Record<string, unknown> {
    const { filters = [], ...others } = args;
    const [filter, ...more] = (Array.isArray(filters) ? filters : []).map(toRecord);
    if (Object.keys(others).length > 0 || more.length > 0 || (filter?.name ?? "opt-in-status") !== "opt-in-status") {
        throw new Error(`getAvailabilityZones: ${JSON.stringify(args)}: the stand-in knows a filter by opt-in-status`);
    }
    const values: unknown = filter?.values;
    const listed = zones.filter(({ optInStatus }) => !Array.isArray(values) || values.includes(optInStatus));
    return { id: region, region, names: namesOf(listed) };
}
