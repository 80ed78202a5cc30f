import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

/** RDS takes no subnet group of fewer, and a stack's file no smaller number. */
const leastZones = 2;

/** Which availability zones a new VPC has subnets in. */
export interface ZoneArgs {
    /** In how many availability zones there are subnets: 2 or 3. Adding the third leaves the first two alone. */
    readonly zones: number;
    /**
     * Their names, in this order; empty for the first ones of the region. A change of the order, or of a name, replaces
     * the subnets of its place.
     */
    readonly zoneNames: readonly string[];
}

/**
 * Looks up the names of the zones.
 *
 * Only zones that need no opt-in count: an account that opts into a Local Zone gets it into the list of its zones,
 * often before the others, and Aurora is in none of them.
 *
 * @returns plain names, not an Output: `awsx.ec2.Vpc` counts and compares them.
 * @throws RunError where the account has too few zones in the region, or none of a name.
 */
export async function findZones({ zones, zoneNames }: ZoneArgs): Promise<readonly string[]> {
    const { names } = await aws.getAvailabilityZones({
        filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    const unknown = zoneNames.filter((name) => !names.includes(name));
    if (unknown.length > 0) {
        throw new pulumi.RunError(
            `zoneNames: ${unknown.join(", ")}: is no availability zone of the region; use some of ${names.join(", ")}`,
        );
    }
    if (names.length < zones) {
        throw new pulumi.RunError(
            `zones: ${zones}: the account has ${names.length} in the region (${names.join(", ")}); ` +
                (names.length < leastZones ? "choose another region" : `set it to ${names.length}`),
        );
    }
    return zoneNames.length > 0 ? zoneNames : names.slice(0, zones);
}
