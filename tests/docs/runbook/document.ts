import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { anchorOf, codeBlocks } from "../markdown";

/** The path of docs/runbook.md. */
const runbookFile = join(projectFolder, "docs/runbook.md");

/** The runbook's text. */
export const runbook = readFileSync(runbookFile, "utf8");

/** A section of the document. */
export interface Section {
    readonly title: string;
    /** The title's anchor, see {@link anchorOf}. */
    readonly anchor: string;
    readonly text: string;
}

/** The sections of the second level. */
export const sections: readonly Section[] = runbook
    .split(/^## /m)
    .slice(1)
    .map((text) => {
        const [title = ""] = text.split("\n", 1);
        return { title, anchor: anchorOf(title), text };
    });

/** The section with an anchor. @throws if there is none. */
export function sectionOf(anchor: string): Section {
    const section = sections.find((each) => each.anchor === anchor);
    if (section === undefined) {
        throw new Error(`docs/runbook.md has no section ${anchor}`);
    }
    return section;
}

/** An event that the document sends to the access function; `sql` and `target` only for the action `query`. */
export interface AccessRequest {
    readonly action: string;
    readonly sql?: string;
    readonly target?: string;
}

/** The events that the document sends to the access function, in order: each `ask` and each `query`. */
export function accessEvents(text = runbook): AccessRequest[] {
    return codeBlocks("sh", text)
        .flatMap((block) => [...block.matchAll(/^(ask '(?<event>.+)'|query "(?<sql>.+)"(?<reader> reader)?)$/gm)])
        .map(({ groups: { event, sql = "", reader } = {} }) =>
            event === undefined
                ? { action: "query", sql, target: reader === undefined ? "writer" : "reader" }
                : requestOf(toRecord(JSON.parse(event))),
        );
}

function requestOf({ action, ...fields }: Readonly<Record<string, unknown>>): AccessRequest {
    return { action: String(action), ...fields };
}

/** The statements that the document runs as the master, in order. */
export function masterStatements(text = runbook): string[] {
    return codeBlocks("sql", text).flatMap((block) => block.split(/;\s*$/m).filter((each) => each.trim() !== ""));
}

/** A configuration key that the document sets, or removes if it has no value. A mapping has the part that is set alone. */
export interface ConfigurationStep {
    readonly key: string;
    readonly value: string | undefined;
}

/** The groups of `pulumi config` commands of a section, each up to the `up` that deploys them. */
export function configurationSteps(anchor: string): ConfigurationStep[][] {
    const lines = codeBlocks("sh", sectionOf(anchor).text).flatMap((block) => block.split("\n"));
    const steps: ConfigurationStep[][] = [[]];
    for (const line of lines) {
        const [, command, key, value] =
            /^npx pulumi (?:config (set|rm)|up) -s "\$(?:STACK|NEW)"(?: (\w+))?(?: (\S+))?$/.exec(line) ?? [];
        const [, partCommand, whole, part, partValue] =
            /^npx pulumi config (set|rm) -s "\$STACK" --path '(\w+)\["(\S+)"\]'(?: (\S+))?$/.exec(line) ?? [];
        if (whole !== undefined) {
            const only = JSON.stringify({ [String(part)]: partValue });
            steps.at(-1)?.push({ key: whole, value: partCommand === "set" ? only : undefined });
        } else if (key !== undefined) {
            steps.at(-1)?.push({ key, value: command === "set" ? withNames(value) : undefined });
        } else if (line.startsWith("npx pulumi up ")) {
            steps.push([]);
        }
    }
    return steps.slice(0, -1);
}

/** A value with the names of production, as the shell would write it. */
function withNames(value = ""): string {
    const names = { STACK: "prod", NAME: "experimentation-prod" };
    return Object.entries(names).reduce(
        (text, [name, own]) => text.replace(`$${name}`, own),
        value.replaceAll('"', ""),
    );
}
