/**
 * Whether a value matches a policy's pattern: `*` matches any run of characters, `?` exactly one. Matching is
 * case-sensitive, as in AWS for everything but action names and condition keys.
 */
export function matchesPattern(pattern: string, value: string): boolean {
    if (!/[*?]/.test(pattern)) {
        return pattern === value;
    }
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "s").test(value);
}

/**
 * Whether an ARN matches a pattern part by part. A wildcard in the first five parts never matches across a colon into
 * another service, region or account. The pattern `*` alone matches every resource.
 */
export function matchesArn(pattern: string, arn: string): boolean {
    if (pattern === "*") {
        return true;
    }
    const patternParts = splitArn(pattern);
    const parts = splitArn(arn);
    return parts.length === 6 && patternParts.every((part, index) => matchesPattern(part, parts[index] ?? ""));
}

/** Whether a text has the six parts of an ARN (`arn:partition:service:region:account:resource`). */
export function isArnPattern(text: string): boolean {
    return text.startsWith("arn:") && splitArn(text).length === 6;
}

/** The sixth part keeps its own colons, as in the ARN of a secret or a function. */
function splitArn(text: string): string[] {
    const parts = text.split(":");
    return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
