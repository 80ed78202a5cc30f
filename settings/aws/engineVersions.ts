/**
 * Major versions of Aurora PostgreSQL in standard support in November 2026, with the minor versions in which RDS
 * creates clusters. From `AuroraPostgresEngineVersion` of aws-cdk-lib 2.276.0, without those marked as "no longer
 * supported by Amazon RDS". Aurora never had some minor versions of PostgreSQL (15.0, 15.1, 15.11, 15.16), and had
 * others only in the database preview environment (16.0: https://github.com/aws/aws-cdk/pull/28508).
 *
 * A region may have fewer: `aws rds describe-db-engine-versions --engine aurora-postgresql` lists them.
 */
const createdMinors: ReadonlyMap<number, readonly [number, ...number[]]> = new Map([
    [15, [8, 10, 12, 13, 14, 15, 17]],
    [16, [4, 6, 8, 9, 10, 11, 13]],
    [17, [4, 5, 6, 7, 9]],
    [18, [3, 4, 6]],
]);

/**
 * Number of minor versions after the newest of the table that are accepted without being listed. PostgreSQL publishes
 * four a year (https://www.postgresql.org/developer/roadmap/), so a table of two years ago still accepts a new version.
 */
const laterMinors = 8;

/** The supported major versions. */
export const majors: readonly number[] = [...createdMinors.keys()];

/** The newest known minor version of one of the {@link majors}. */
export function newestMinor(major: number): number {
    return createdMinors.get(major)?.at(-1) ?? 0;
}

/** The problem of a minor version of one of the {@link majors}, a semicolon and the fix. Undefined if it is valid. */
export function minorProblem(major: number, minor: number): string | undefined {
    const created = createdMinors.get(major) ?? [0];
    const newest = newestMinor(major);
    if (created.includes(minor) || (minor > newest && minor <= newest + laterMinors)) {
        return undefined;
    }
    const versions = created.map((each) => `${major}.${each}`).join(", ");
    if (minor > newest) {
        return (
            `is not a minor version of Aurora that this project knows: the newest is ${major}.${newest}; set it to one of ${versions} or ` +
            "to a later one (add what is more than two years newer to settings/aws/engineVersions.ts)"
        );
    }
    return (
        `RDS creates no clusters of this version; set it to one of ${versions} or to a later one` +
        (minor > 0 && minorProblem(major, minor * 10) === undefined
            ? ` (in quotes: YAML reads ${major}.${minor}0 as the number ${major}.${minor})`
            : "")
    );
}
