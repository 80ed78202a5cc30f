import type { Buckets } from "../components/shared/buckets";
import { findPartition } from "./aws/regions";
import type { Configuration } from "./configReader";

/** The keys that list buckets. */
const bucketKeys = ["exportBucketArns", "importBucketArns"] as const;

/** Reads and checks the buckets for exports and imports. Undefined if none is configured. */
export function readBuckets(config: Configuration, region: string): Buckets | undefined {
    const exportArns = readBucketArns(config, "exportBucketArns", region);
    const importArns = readBucketArns(config, "importBucketArns", region);
    const keyArns = readKeyArns(config, region);
    const isConfigured = exportArns.length + importArns.length > 0;
    config.require(
        "bucketKeyArns",
        isConfigured || keyArns.length === 0,
        "there is no bucket whose objects the keys encrypt; remove it, or set exportBucketArns or importBucketArns",
        ...bucketKeys,
    );
    return isConfigured ? { exportArns, importArns, keyArns } : undefined;
}

/**
 * Refuses a port of the database that the network ACL of a new VPC would open to the responses of S3
 * (`components/network/newVpc.ts`).
 */
export function requirePortBesideBuckets(config: Configuration, port: number, buckets: Buckets | undefined): void {
    config.require(
        "port",
        buckets === undefined || port < leastResponsePort,
        `S3 responds to ports from ${leastResponsePort}, which the network ACL has to open; set it to less, ` +
            "or remove exportBucketArns and importBucketArns",
    );
}

const leastResponsePort = 32_768;

function readBucketArns(config: Configuration, key: (typeof bucketKeys)[number], region: string): readonly string[] {
    const arns = config.list(key);
    const check = (rule: (arn: string) => string | undefined) => {
        const [problem] = arns.flatMap((arn) => rule(arn) ?? []);
        config.require(key, problem === undefined, problem ?? "", "aws:region");
    };
    check((arn) =>
        /[*?]/.test(arn)
            ? `${arn} has a wildcard; name one bucket, or a folder of one without /* at its end`
            : bucketProblem(arn, region),
    );
    check((arn) => (arns.indexOf(arn) === arns.lastIndexOf(arn) ? undefined : `has ${arn} twice; list it once`));
    check((arn) => {
        const wider = arns.find((each) => arn.startsWith(`${each}/`));
        return wider && `${arn} is part of ${wider}; list only the wider one`;
    });
    config.require(
        key,
        arns.length <= mostArns,
        `has ${arns.length} ARNs, and a role takes ${mostArns}; list a folder that contains several`,
    );
    return arns;
}

/**
 * So many of the longest ARNs fit the inline policy of a role, which has at most 10,240 characters. A bucket's name has
 * at most 63 (https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html).
 */
const mostArns = 20;

/** The problem of a bucket's ARN, which contains neither account nor region; a folder has no slash at its end. */
function bucketProblem(arn: string, region: string): string | undefined {
    const prefix = `${arnPrefix(region)}:s3:::`;
    const rest = arn.startsWith(prefix) ? arn.slice(prefix.length) : "";
    const hasForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](\/[\w!.'()=-]+)*$/.test(rest);
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
    const isRefused = /^[^/]*\.\.|^(\d+\.){3}\d+(\/|$)/.test(rest);
    return hasForm && !isRefused && arn.length <= mostCharacters
        ? undefined
        : `${arn} is not the ARN of a bucket, or of a folder of one, in the partition of ${region}; ` +
              `use for instance ${prefix}warehouse or ${prefix}warehouse/experiments`;
}

const mostCharacters = 200;

/** The keys have to be in the stack's region, because the buckets are. */
function readKeyArns(config: Configuration, region: string): readonly string[] {
    const arns = config.list("bucketKeyArns");
    const prefix = `${arnPrefix(region)}:kms:${region}:`;
    const wrong = arns.find(
        (arn) => !(arn.startsWith(prefix) && /^\d{12}:key\/[\w-]+$/.test(arn.slice(prefix.length))),
    );
    config.require(
        "bucketKeyArns",
        wrong === undefined,
        `${wrong ?? ""} is not the ARN of a KMS key in ${region}; an alias is none; ` +
            `use for instance ${prefix}123456789012:key/0a1b2c3d-1111-2222-3333-444455556666`,
        "aws:region",
    );
    config.require("bucketKeyArns", new Set(arns).size === arns.length, "has a key twice; list each once");
    return arns;
}

function arnPrefix(region: string): string {
    return `arn:${findPartition(region)?.id ?? "aws"}`;
}
