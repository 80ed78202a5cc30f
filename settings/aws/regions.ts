import { nearest } from "../nearest";

/** An AWS partition: a group of regions with its own accounts, ARNs and domain names. */
export interface Partition {
    /** The second part of its ARNs. */
    readonly id: string;
    /** The suffix of its services' domain names. */
    readonly dnsSuffix: string;
    /** Why stacks cannot be deployed there. Undefined if they can. */
    readonly unsupported?: string;
    readonly regions: readonly string[];
}

const isolated = "its documents are not public, so that nothing of this program could be checked against them";

/**
 * Every AWS region in November 2026, by partition, from `botocore/data/partitions.json` of botocore 1.44.8. A test
 * compares it with the same data in the handlers' AWS SDK, so that an update of the SDK reports new regions.
 */
export const partitions: readonly Partition[] = [
    {
        id: "aws",
        dnsSuffix: "amazonaws.com",
        regions: [
            ...["af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3"],
            ...["ap-south-1", "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4"],
            ...["ap-southeast-5", "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1"],
            ...["eu-central-2", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3"],
            ...["il-central-1", "me-central-1", "me-south-1", "me-west-1", "mx-central-1", "sa-east-1", "sa-west-1"],
            ...["us-east-1", "us-east-2", "us-west-1", "us-west-2"],
        ],
    },
    { id: "aws-cn", dnsSuffix: "amazonaws.com.cn", regions: ["cn-north-1", "cn-northwest-1"] },
    { id: "aws-us-gov", dnsSuffix: "amazonaws.com", regions: ["us-gov-east-1", "us-gov-west-1"] },
    {
        id: "aws-eusc",
        dnsSuffix: "amazonaws.eu",
        unsupported: "nothing of this program was checked against the documents of the European Sovereign Cloud",
        regions: ["eusc-de-east-1"],
    },
    { id: "aws-iso", dnsSuffix: "c2s.ic.gov", unsupported: isolated, regions: ["us-iso-east-1", "us-iso-west-1"] },
    {
        id: "aws-iso-b",
        dnsSuffix: "sc2s.sgov.gov",
        unsupported: isolated,
        regions: ["us-isob-east-1", "us-isob-west-1"],
    },
    { id: "aws-iso-e", dnsSuffix: "cloud.adc-e.uk", unsupported: isolated, regions: ["eu-isoe-west-1"] },
    {
        id: "aws-iso-f",
        dnsSuffix: "csp.hci.ic.gov",
        unsupported: isolated,
        regions: ["us-isof-east-1", "us-isof-south-1"],
    },
];

/** The partition of a region. Undefined if {@link partitions} does not list the region. */
export function findPartition(region: string): Partition | undefined {
    return partitions.find(({ regions }) => regions.includes(region));
}

/**
 * The partition of a region.
 *
 * @throws if {@link partitions} does not list the region.
 */
export function partitionOf(region: string): Partition {
    const partition = findPartition(region);
    if (partition === undefined) {
        throw new Error(`${region}: ${unknownRegion(region)}`);
    }
    return partition;
}

/** The problem of a region, a semicolon and the fix. Undefined if stacks can be deployed there. */
export function regionProblem(region: string): string | undefined {
    const partition = findPartition(region);
    if (partition === undefined) {
        return unknownRegion(region);
    }
    const { id, unsupported } = partition;
    return unsupported === undefined
        ? undefined
        : `is in the partition ${id}, where this program is not supported: ${unsupported}; ` +
              "use a region of aws, aws-cn or aws-us-gov";
}

function unknownRegion(region: string): string {
    const meant = nearest(
        region,
        partitions.flatMap(({ regions }) => regions),
    );
    const fix = meant === undefined ? "set it to one, for instance us-east-1" : `did you mean ${meant}?`;
    return /^[a-z]{2,4}(-[a-z]+)+-\d{1,2}$/.test(region)
        ? `was not an AWS region in November 2026; ${fix} (add a newer region to settings/aws/regions.ts)`
        : `is not an AWS region; ${fix}`;
}
