import { columnsOf, fold } from "./width";

/**
 * The text of `--help` within a terminal's width: as it is written where it fits, and otherwise each paragraph, and what
 * an option means, folded anew.
 */
export function foldHelp(text: string, width: number): string {
    if (text.split("\n").every((line) => columnsOf(line) <= width)) return text;
    // What an option means goes on far to the right, a paragraph at the left.
    const joined = text.replace(/(?<=\S)\n(?: {10,}(?=\S)|(?=\w))/g, " ");
    return joined
        .split("\n")
        .flatMap((line) => fold(line, width, " ".repeat(indentOf(line, width))))
        .join("\n");
}

function indentOf(line: string, width: number): number {
    const option = /^ {2}--\S+(?: [A-Z]+)? {2,}/.exec(line)?.[0].length ?? 0;
    return width - option < fewestColumns ? 6 : option;
}

/** A text in fewer columns is hard to read. */
const fewestColumns = 30;
