import { mapping } from "./mapping";

/** A zone as EC2's `DescribeAvailabilityZones` lists it for an account. */
export interface Zone {
    /** For instance `us-east-1a`, or `us-east-1-atl-1a` of a Local Zone. */
    readonly name: string;
    /** Local Zones need the account's opt-in; those that it has not opted into are not listed. */
    readonly optInStatus: "opt-in-not-required" | "opted-in";
}

/** The zones of an account that has opted into none: three, which is what the program needs at most. */
export function standardZones(region: string): readonly Zone[] {
    return ["a", "b", "c"].map((letter) => ({ name: `${region}${letter}`, optInStatus: "opt-in-not-required" }));
}

/** The names of zones in the order of their names, which is how the provider lists them. */
export function namesOf(zones: readonly Zone[]): string[] {
    return zones.map(({ name }) => name).sort();
}

/**
 * What the AWS provider's function `getAvailabilityZones` returns: what EC2 lists, filtered, sorted by name
 * (`internal/service/ec2/ec2_availability_zones_data_source.go` of terraform-provider-aws).
 *
 * @throws for arguments, and filters, that the stand-in does not know.
 */
export function getAvailabilityZones(
    args: Readonly<Record<string, unknown>>,
    zones: readonly Zone[],
    region: string,
): Record<string, unknown> {
    const { filters = [], ...others } = args;
    const [filter, ...more] = (Array.isArray(filters) ? filters : []).map(mapping);
    if (Object.keys(others).length > 0 || more.length > 0 || (filter?.name ?? "opt-in-status") !== "opt-in-status") {
        throw new Error(`getAvailabilityZones: ${JSON.stringify(args)}: the stand-in knows a filter by opt-in-status`);
    }
    const values: unknown = filter?.values;
    const listed = zones.filter(({ optInStatus }) => !Array.isArray(values) || values.includes(optInStatus));
    return { id: region, region, names: namesOf(listed) };
}
