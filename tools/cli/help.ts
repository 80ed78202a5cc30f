import { columnsOf, fold } from "./width";

/**
 * Fits the text of `--help` into a terminal's width. Text that is too wide is wrapped again, by paragraph and by
 * option.
 */
export function foldHelp(text: string, width: number): string {
    if (text.split("\n").every((line) => columnsOf(line) <= width)) return text;
    // Joins continuation lines. Those of an option's description are indented far to the right; those of a paragraph
    // are not indented.
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

/** Narrower text is hard to read. */
const fewestColumns = 30;
