import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configText } from "../../local/program/stackConfig";

const project = "experimentation-database";

/** The stacks that have a file. */
export const stacks = ["dev", "staging", "prod"] as const;

/** The keys that `Pulumi.yaml` declares, with their defaults as Pulumi hands them over. */
export function defaults(): Record<string, string> {
    const declared = Object.entries(section("Pulumi.yaml"));
    return Object.fromEntries(
        declared.map(([key, value]) => [key, isRecord(value) ? configText(value.default) : "(no declaration)"]),
    );
}

/** What the declarations say beside the default. */
export function declarations(): Record<string, Record<string, unknown>> {
    return Object.fromEntries(
        Object.entries(section("Pulumi.yaml")).map(([key, value]) => [key, isRecord(value) ? value : {}]),
    );
}

/** What a stack's file sets: `aws:region`, and the project's keys without their namespace. */
export function stackFile(stack: string): Record<string, string> {
    return ownValues(section(`Pulumi.${stack}.yaml`));
}

/** What of a file's configuration the settings are made of: the other keys are the AWS provider's own. */
export function ownValues(config: Readonly<Record<string, unknown>>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(config)
            .filter(([key]) => key === "aws:region" || key.startsWith(`${project}:`))
            .map(([key, value]) => [key.replace(`${project}:`, ""), configText(value)]),
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

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
