import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { RunError } from "@pulumi/pulumi";
import { parse, YAMLParseError } from "yaml";
import { mapping } from "./mapping";

/** A stack's configuration as `pulumi.Config` reads it: full keys (`project:key`), every value as text. */
export interface StackConfig {
    readonly project: string;
    readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads a stack's configuration as the CLI does: the defaults that `Pulumi.yaml` declares, then the stack's own file.
 *
 * @throws RunError where the stack has no file, or a file is not YAML.
 */
export function readStackConfig(projectFolder: string, stack: string): StackConfig {
    const projectFile = readYaml(path.join(projectFolder, "Pulumi.yaml"));
    const project = projectFile.name;
    if (typeof project !== "string") {
        throw new Error(`Pulumi.yaml: name: ${String(project)}: must be the project's name`);
    }
    const defaults = Object.entries(mapping(projectFile.config)).flatMap(([key, declaration]): [string, string][] => {
        const { default: byDefault, value = byDefault } = mapping(declaration);
        return value === undefined ? [] : [[fullKey(project, key), text(value)]];
    });
    const stackFile = path.join(projectFolder, `Pulumi.${stack}.yaml`);
    if (!existsSync(stackFile)) {
        const stacks = readdirSync(projectFolder).flatMap((file) => /^Pulumi\.(.+)\.yaml$/.exec(file)?.[1] ?? []);
        throw new RunError(`stack: ${stack}: has no file Pulumi.${stack}.yaml; choose one of ${stacks.join(", ")}`);
    }
    const own = Object.entries(mapping(readYaml(stackFile).config)).map(([key, value]): [string, string] => [
        fullKey(project, key),
        text(value),
    ]);
    return { project, values: Object.fromEntries([...defaults, ...own]) };
}

function fullKey(project: string, key: string): string {
    return key.includes(":") ? key : `${project}:${key}`;
}

/** The CLI hands lists and mappings to the program as JSON. */
function text(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value);
}

function readYaml(file: string): Record<string, unknown> {
    try {
        return mapping(parse(readFileSync(file, "utf8")));
    } catch (error) {
        if (!(error instanceof YAMLParseError)) {
            throw error;
        }
        const [what = ""] = error.message.split(":\n");
        throw new RunError(`${path.basename(file)}: is not YAML: ${what}; correct it`);
    }
}
