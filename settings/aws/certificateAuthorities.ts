import { nearest } from "../nearest";

/**
 * RDS's certificate authorities in November 2026, available in every region
 * (https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/UsingWithRDS.SSL.html). A test compares them with the
 * bundle with which the functions verify the database. They expire in 2061 or later.
 */
export const certificateAuthorities: readonly string[] = ["rds-ca-rsa2048-g1", "rds-ca-rsa4096-g1", "rds-ca-ecc384-g1"];

/** Expired authorities, by their last day. RDS no longer issues certificates from them. */
const expired: ReadonlyMap<string, string> = new Map([
    ["rds-ca-2015", "2020-03-05"],
    ["rds-ca-2019", "2024-08-22"],
]);

/** The problem of a certificate authority, a semicolon and the fix. Undefined if it is valid. */
export function certificateAuthorityProblem(name: string): string | undefined {
    if (certificateAuthorities.includes(name)) {
        return undefined;
    }
    const fix = `leave it empty for RDS's own choice, or set it to one of ${certificateAuthorities.join(", ")}`;
    const expiry = expired.get(name);
    if (expiry !== undefined) {
        return `expired on ${expiry}; ${fix}`;
    }
    const meant = nearest(name, certificateAuthorities);
    return (
        `was not a certificate authority of RDS in November 2026; ${meant === undefined ? fix : `did you mean ${meant}?`} ` +
        "(add a newer one to settings/aws/certificateAuthorities.ts, and to the bundle: CONTRIBUTING.md, RDS's authorities)"
    );
}
