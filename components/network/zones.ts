import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ZoneArgs } from "./types";

/** A subnet group of RDS needs two zones, and the configuration allows no smaller number. */
const leastZones = 2;

/**
 * Looks up the names of the zones.
 *
 * Local Zones are excluded, because Aurora is available in none of them. An account that opts into one has it in its
 * list of zones, often before the others.
 *
 * @returns plain names, not an Output, because `awsx.ec2.Vpc` counts and compares them.
 * @throws RunError where the account has too few zones in the region, or lacks one of `zoneNames`.
 */
export async function findZones({ zones, zoneNames }: ZoneArgs): Promise<readonly string[]> {
    const { names } = await aws.getAvailabilityZones({
        filters: [{ name: "opt-in-status", values: ["opt-in-not-required"] }],
    });
    const unknown = zoneNames.filter((name) => !names.includes(name));
    if (unknown.length > 0) {
        throw new pulumi.RunError(
            `zoneNames: ${unknown.join(", ")}: is not an availability zone of the region; use some of ${names.join(", ")}`,
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
