import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { RunError } from "@pulumi/pulumi";
import { isMap, isNode, isScalar, parseDocument } from "yaml";
import { didYouMean, nearest } from "../settings/nearest";
import { ambiguousValue } from "./ambiguousYaml";
import { toRecord } from "./toRecord";

/** A stack's configuration as `pulumi.Config` reads it: full keys (`project:key`), every value as text. */
export interface StackConfig {
    readonly project: string;
    readonly values: Readonly<Record<string, string>>;
}

/**
 * Reads a stack's configuration as the CLI does: the defaults that `Pulumi.yaml` declares, then the stack's own file.
 *
 * @throws RunError if the stack has no file, a file is not YAML, or a file has a value that the CLI reads differently.
 */
export function readStackConfig(projectFolder: string, stack: string): StackConfig {
    const projectFile = readYaml(path.join(projectFolder, "Pulumi.yaml"));
    const project = projectFile.name;
    if (typeof project !== "string") {
        throw new Error(`Pulumi.yaml: name: ${String(project)}: must be the project's name`);
    }
    const defaults = Object.entries(toRecord(projectFile.config)).flatMap(([key, declaration]): [string, string][] => {
        const { default: byDefault, value = byDefault } = toRecord(declaration);
        return value === undefined ? [] : [[fullKey(project, key), configText(value)]];
    });
    const stackFile = path.join(projectFolder, `Pulumi.${stack}.yaml`);
    if (!existsSync(stackFile)) {
        // The file of a drill (npm run drill) exists only while it runs.
        const stackFiles = /^Pulumi\.(?!drill-)(.+)\.yaml$/;
        const stacks = readdirSync(projectFolder).flatMap((file) => stackFiles.exec(file)?.[1] ?? []);
        throw new RunError(
            `stack: ${stack}: has no file Pulumi.${stack}.yaml; choose one of ${stacks.join(", ")}${didYouMean(nearest(stack, stacks))}`,
        );
    }
    const own = Object.entries(toRecord(readYaml(stackFile).config)).map(([key, value]): [string, string] => [
        fullKey(project, key),
        configText(value),
    ]);
    return { project, values: Object.fromEntries([...defaults, ...own]) };
}

function fullKey(project: string, key: string): string {
    return key.includes(":") ? key : `${project}:${key}`;
}

/**
 * A value as the program receives it: the CLI passes lists and mappings as JSON. An encrypted value gets a placeholder.
 */
export function configText(value: unknown): string {
    return typeof value === "string" ? value : JSON.stringify(value, placeholder);
}

/**
 * Replaces an encrypted value of a stack's file (`secure: …`) by an address, because the only secrets in this project's
 * configuration are the addresses that alarms are posted to. Each value has its own, which reveals nothing about it.
 */
function placeholder(_: string, value: unknown): unknown {
    const { secure, ...others } = toRecord(value);
    return typeof secure === "string" && Object.keys(others).length === 0
        ? `https://encrypted.invalid/${createHash("sha256").update(secure).digest("hex").slice(0, 8)}`
        : value;
}

/**
 * The content of each YAML text read so far, because a process that runs the program a hundred times reads the same.
 */
const contents = new Map<string, Record<string, unknown>>();

function readYaml(file: string): Record<string, unknown> {
    const text = readFileSync(file, "utf8");
    const content = contents.get(text) ?? parseYaml(file, text);
    contents.set(text, content);
    return content;
}

function parseYaml(file: string, text: string): Record<string, unknown> {
    const document = parseDocument(text);
    const [error] = document.errors;
    if (error !== undefined) {
        const [what = ""] = error.message.split(":\n");
        throw new RunError(`${path.basename(file)}: is not YAML: ${what}; correct it`);
    }
    const config = document.get("config");
    const problems = (isMap(config) ? config.items : []).flatMap(({ key, value }) => {
        const problem = valueProblem(value);
        return problem === undefined ? [] : [`${path.basename(file)}: ${String(key)}: ${problem}`];
    });
    if (problems.length > 0) {
        throw new RunError(problems.join("\n"));
    }
    return toRecord(document.toJS());
}

/** Why the program would receive a different value from the one in the file, and the fix; undefined if it would not. */
function valueProblem(value: unknown): string | undefined {
    if (value === null || (isScalar(value) && value.value === null)) {
        // The CLI, 3.230.0, warns: "currently treated as an empty string, but will be treated as `null` in a future
        // version".
        return 'has no value, or null; remove it for the default, or write "" for an empty text';
    }
    const ambiguous = isNode(value) ? ambiguousValue(value) : undefined;
    return ambiguous === undefined
        ? undefined
        : `${ambiguous}: the Pulumi CLI would read another value; ` +
              `write a number in plain decimal digits, or a text in quotes: "${ambiguous}"`;
}
