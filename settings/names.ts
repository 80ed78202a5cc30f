import { findPartition } from "./aws/regions";

/** The problem of a value, a semicolon and the fix. Undefined if the value is valid. */
type Problem = string | undefined;

/**
 * RDS's rules for a cluster identifier, and at most 40 characters: it is the prefix of the names of roles and functions
 * (64 characters), of the final snapshot and of the instances (63).
 */
export function identifierProblem(value: string): Problem {
    const valid = /^[a-z](-?[a-z0-9])*$/.test(value) && value.length <= 40;
    return valid
        ? undefined
        : "must be an RDS identifier with room for suffixes; " +
              "use 1 to 40 lower-case letters, digits and single hyphens, first a letter and last no hyphen";
}

/**
 * SSM's rules for parameter names: at most 15 levels, including the parameter's own, and an ARN of at most 1,011
 * characters. The ARN's prefix and the parameter's own name take less than 111 of them.
 */
export function parameterPathProblem(value: string): Problem {
    if (!/^(\/[A-Za-z0-9_.-]+)+\/$/.test(value)) {
        return "must be a path of SSM parameters; start and end it with /, with letters, digits, _ . and - between";
    }
    if (/^\/(aws|ssm)/i.test(value)) {
        return "begins with a name that AWS reserves; begin it with neither aws nor ssm";
    }
    return value.split("/").length - 2 <= 14 && value.length <= 900
        ? undefined
        : "is too deep or too long for SSM; use 14 levels and 900 characters at most";
}

/** AWS's rules for a tag's value. It must not be empty. */
export function tagProblem(value: string): Problem {
    const valid = /^[\p{L}\p{Z}\p{N}_.:/=+@-]{1,256}$/u.test(value) && !/^aws:/i.test(value);
    return valid
        ? undefined
        : "is not a valid tag value; use 1 to 256 letters, digits, spaces and _ . : / = + - @, beginning not with aws:";
}

/**
 * The form of a managed policy's ARN, the account's own or AWS's, in the partition of the region
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns).
 */
export function policyArnProblem(value: string, region: string): Problem {
    const prefix = iamArnPrefix(region);
    return isIamArn(value, region, /^(\d{12}|aws):policy\/[\w+=,.@/-]+$/)
        ? undefined
        : `is not the ARN of an IAM policy in the partition of ${region}; ` +
              `use one, for instance ${prefix}123456789012:policy/experimentation-boundary, or leave it empty for none`;
}

/** The prefix of IAM's ARNs in a region's partition, where roles and users of other partitions do not exist. */
export function iamArnPrefix(region: string): string {
    return `arn:${findPartition(region)?.id ?? "aws"}:iam::`;
}

/**
 * Whether a text is an ARN of IAM in the partition of a region.
 *
 * @param rest what follows {@link iamArnPrefix}.
 */
export function isIamArn(value: string, region: string, rest: RegExp): boolean {
    const prefix = iamArnPrefix(region);
    return value.startsWith(prefix) && rest.test(value.slice(prefix.length));
}
