/**
 * Tells whether a value matches a policy's pattern: `*` stands for any run of characters, `?` for exactly one.
 * Case matters, as it does in AWS for everything but action names and condition keys.
 */
export function matchesPattern(pattern: string, value: string): boolean {
    const source = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*+/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${source}$`, "s").test(value);
}

/**
 * Tells whether an ARN matches a pattern part by part, so that a wildcard never reaches over a colon of the first
 * five parts into another service, region or account. The lone pattern `*` matches every resource.
 */
export function matchesArn(pattern: string, arn: string): boolean {
    if (pattern === "*") {
        return true;
    }
    const patternParts = splitArn(pattern);
    const parts = splitArn(arn);
    return parts.length === 6 && patternParts.every((part, index) => matchesPattern(part, parts[index] ?? ""));
}

/** Tells whether a text has the six parts of an ARN (`arn:partition:service:region:account:resource`). */
export function isArnPattern(text: string): boolean {
    return text.startsWith("arn:") && splitArn(text).length === 6;
}

/** The sixth part keeps its own colons: a secret's or a function's resource part has some. */
function splitArn(text: string): string[] {
    const parts = text.split(":");
    return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}
