import { type AwsError, awsError } from "./awsError";

/** The members of a request or a response in AWS's JSON protocol. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isJsonObject(value: unknown): value is JsonObject {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads a member that must be text. Throws AWS's ValidationException or SerializationException. */
export function requiredText(input: JsonObject, member: string): string {
    const value = optionalText(input, member);
    if (value === undefined || value === "") {
        throw invalid(member, value === undefined ? "must not be null" : "must have length greater than or equal to 1");
    }
    return value;
}

/** Reads a member that is absent or text. Throws AWS's SerializationException. */
export function optionalText(input: JsonObject, member: string): string | undefined {
    const value = input[member] ?? undefined;
    if (value !== undefined && typeof value !== "string") {
        throw notOfType(member, "String");
    }
    return value;
}

/** Reads a member that is absent or a Boolean. Default: false. */
export function optionalFlag(input: JsonObject, member: string): boolean {
    const value = input[member] ?? false;
    if (typeof value !== "boolean") {
        throw notOfType(member, "Boolean");
    }
    return value;
}

/** Reads a member that is absent or an integer from `minimum` to `maximum`. Default: `standard`. */
export function wholeNumber(
    input: JsonObject,
    member: string,
    { minimum, maximum, standard }: { minimum: number; maximum: number; standard: number },
): number {
    const value = input[member] ?? standard;
    if (typeof value !== "number" || !Number.isInteger(value)) {
        throw notOfType(member, "Long");
    }
    if (value < minimum || value > maximum) {
        const bound = value < minimum ? `greater than or equal to ${minimum}` : `less than or equal to ${maximum}`;
        throw invalid(member, `must have value ${bound}`);
    }
    return value;
}

/** Reads a member that must be a list of `minimum` to `maximum` texts. */
export function textList(input: JsonObject, member: string, minimum: number, maximum: number): string[] {
    const value: unknown = input[member] ?? undefined;
    if (value === undefined) {
        throw invalid(member, "must not be null");
    }
    if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
        throw notOfType(member, "List<String>");
    }
    if (value.length < minimum || value.length > maximum) {
        throw invalid(member, `must have length from ${minimum} to ${maximum}`);
    }
    return value;
}

/** The message names the member and the rule, but never the value, which may be a secret's. */
function invalid(member: string, rule: string): AwsError {
    const name = member.charAt(0).toLowerCase() + member.slice(1);
    return awsError(
        "ValidationException",
        `1 validation error detected: Value at '${name}' failed to satisfy constraint: Member ${rule}`,
    );
}

function notOfType(member: string, type: string): AwsError {
    return awsError("SerializationException", `The member ${member} cannot be read as ${type}.`);
}
