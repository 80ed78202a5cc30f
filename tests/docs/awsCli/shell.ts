import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { documents } from "../documents";
import { codeBlocks } from "../markdown";

/** The commands of the AWS CLI of each document that has any, see {@link awsCommands}. */
export function commandsByDocument(): Record<string, string[]> {
    const commands = documents().map((file): [string, string[]] => [
        relative(projectFolder, file),
        awsCommands(readFileSync(file, "utf8")),
    ]);
    return Object.fromEntries(commands.filter(([, each]) => each.length > 0).sort());
}

/**
 * The document's commands of the AWS CLI, each once and on one line, as a shell reads it: those of its shell blocks,
 * and those that its sentences and tables name, unless they are only the beginning of one in a block.
 */
export function awsCommands(markdown: string): string[] {
    const inBlocks = codeBlocks("sh", markdown).flatMap(commandsOf);
    const named = namedCommands(markdown).filter((name) => !inBlocks.some((command) => command.startsWith(name)));
    return [...new Set([...inBlocks, ...named])].sort();
}

/** The commands of one block, including those in the arguments of another. */
export function commandsOf(block: string): string[] {
    const text = textOf(block, () => true);
    return [...text.matchAll(/(?<![\w./-])aws (?=[a-z])/g)].map(({ index }) =>
        text.slice(index, endOf(text, index)).trim(),
    );
}

/** The variables that a document's shell blocks and named commands use, and that none of its blocks sets. */
export function unsetVariables(markdown: string): string[] {
    const blocks = codeBlocks("sh", markdown);
    const set = blocks.flatMap(variablesSetIn);
    const used = [...blocks, ...namedCommands(markdown)].flatMap(variablesUsedIn);
    return [...new Set(used)].filter((name) => !set.includes(name));
}

/** A command's service and operation: `rds describe-db-clusters`. */
export function operationOf(command: string): string {
    return command.split(" ").slice(1, 3).join(" ");
}

/** The commands that a sentence or a table names: at least service and operation. */
function namedCommands(markdown: string): string[] {
    return [...markdown.matchAll(/`(aws [a-z0-9-]+ [^`]+)`/g)].map(([, command = ""]) => command);
}

/** The end of a command: the line's end, a separator, or the parenthesis that closes the enclosing expression. */
function endOf(text: string, start: number): number {
    const end = charactersOf(text, start).find(({ within, character }) => within === "" && /[\n;|)]/.test(character));
    return end?.at ?? text.length;
}

/** The variables that the shell replaces: not those in single quotes, which are another program's. */
function variablesUsedIn(block: string): string[] {
    const expanded = textOf(block, (within) => within !== "'");
    return [...expanded.matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, name = ""]) => name);
}

/** The variables that a block sets: alone, by `export`, for one command, as a loop's, or by `read`. */
function variablesSetIn(block: string): string[] {
    const outside = textOf(block, (within) => within === "");
    return outside.split(/[\n;|&]/).flatMap((command) => {
        const [, assignments = ""] = /^\s*(?:export )?((?:\w+=\S*\s*)+)/.exec(command) ?? [];
        const [, names = ""] = /^\s*(?:for|read -r)((?: (?!in )\w+)+)/.exec(command) ?? [];
        return [...assignments.matchAll(/(\w+)=/g), ...names.matchAll(/(\w+)/g)].map(([, name = ""]) => name);
    });
}

/** The characters of a block whose innermost quotation or parenthesis is wanted, with continued lines as one. */
function textOf(block: string, isWanted: (within: string) => boolean): string {
    return charactersOf(block.replaceAll(/\\\n\s*/g, ""))
        .filter(({ within }) => isWanted(within))
        .map(({ character }) => character)
        .join("");
}

interface Character {
    readonly at: number;
    readonly character: string;
    /** What closes the innermost quotation or parenthesis around it. Empty outside of all. */
    readonly within: string;
}

/** The characters of a text from a place on, without comments. */
function charactersOf(text: string, start = 0): Character[] {
    const characters: Character[] = [];
    const open: string[] = [];
    for (let at = start; at < text.length; at += 1) {
        const within = open.at(-1) ?? "";
        if (within === "" && /^\s?#$/.test(text.slice(Math.max(at - 1, 0), at + 1))) {
            const end = text.indexOf("\n", at);
            at = end === -1 ? text.length : end;
        }
        const character = text.charAt(at);
        characters.push({ at, character, within });
        if (within !== "" && character === within) {
            open.pop();
        } else if (within !== "'") {
            const opens = character === "(" ? within !== '"' || text.charAt(at - 1) === "$" : /["']/.test(character);
            if (opens && (within !== '"' || character === "(")) {
                open.push(character === "(" ? ")" : character);
            }
        }
    }
    return characters;
}
