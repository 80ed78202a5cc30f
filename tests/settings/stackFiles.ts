import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { configText } from "../../offline/stackConfig";
import { configuredValues } from "../../settings/configuredValues";

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

/** The keys in a stack file that the settings read: the project's, and some of the AWS provider's. */
export function stackFile(stack: string): Record<string, string> {
    const values = Object.entries(section(`Pulumi.${stack}.yaml`));
    return configuredValues(Object.fromEntries(values.map(([key, value]) => [key, configText(value)])), project);
}

/** A stack's values as the CLI merges them, some changed. */
export function stackValues(stack: string, changes: Record<string, string> = {}): Record<string, string> {
    return { ...defaults(), ...stackFile(stack), ...changes };
}

const sections = new Map<string, Record<string, unknown>>();

/** The section `config` of a file of the project. It is read once, because each of a thousand cases asks for it. */
function section(file: string): Record<string, unknown> {
    const read = sections.get(file) ?? readSection(file);
    sections.set(file, read);
    return read;
}

function readSection(file: string): Record<string, unknown> {
    const content: unknown = parse(readFileSync(join(__dirname, "../..", file), "utf8"));
    return isRecord(content) && isRecord(content.config) ? content.config : {};
}

function isRecord(value: unknown): value is Record<string, unknown> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
