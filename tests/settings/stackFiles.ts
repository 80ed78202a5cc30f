import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";

const project = "experimentation-database";

/** The stacks that have a file. */
export const stacks = ["dev", "staging", "prod"] as const;

/** The keys that `Pulumi.yaml` declares, with their defaults as Pulumi hands them over. */
export function defaults(): Record<string, string> {
    const declared = Object.entries(section("Pulumi.yaml"));
    return Object.fromEntries(
        declared.map(([key, value]) => [key, isRecord(value) ? asText(value.default) : "(no declaration)"]),
    );
}

/** What the declarations say beside the default. */
export function declarations(): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(section("Pulumi.yaml")).map(([key, value]) => [key, isRecord(value) ? value : {}]),
    );
}

/** What a stack's file sets, the project's keys without their namespace. */
export function stackFile(stack: string): Record<string, string> {
    return Object.fromEntries(
        Object.entries(section(`Pulumi.${stack}.yaml`)).map(([key, value]) => [
            key.replace(`${project}:`, ""),
            asText(value),
        ]),
    );
}

/** A stack's values as the CLI merges them, some changed. */
export function stackValues(stack: string, changes: Record<string, string> = {}): Record<string, string> {
    return { ...defaults(), ...stackFile(stack), ...changes };
}

function section(file: string): Record<string, unknown> {
    const content: unknown = parse(readFileSync(join(__dirname, "../..", file), "utf8"));
    return isRecord(content) && isRecord(content.config) ? content.config : {};
}

function asText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
