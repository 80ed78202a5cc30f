import { stripVTControlCharacters } from "node:util";

/** The width of output that is not wrapped, to a file or a pipe. */
export const unlimited = Number.POSITIVE_INFINITY;

/**
 * How many columns a stream's lines may have: `COLUMNS` as defined by POSIX, then the terminal's own width, then as
 * many as they need. `COLUMNS` also applies to a pipe.
 */
export function widthOf({ isTTY, columns }: Pick<NodeJS.WriteStream, "isTTY" | "columns">): number {
    const { COLUMNS = "" } = process.env;
    if (/^[1-9]\d*$/.test(COLUMNS)) return Number(COLUMNS);
    // Some terminals report a width of 0.
    return isTTY && columns > 0 ? columns : unlimited;
}

const graphemes = new Intl.Segmenter();

/**
 * Characters that take two columns: pictographs, flags, and East Asian characters that are wide or fullwidth in
 * Unicode's EastAsianWidth.txt.
 */
const wide =
    /\p{Emoji_Presentation}|\p{RI}|\uFE0F|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** How many columns a text takes on a terminal, without its styles. */
export function columnsOf(text: string): number {
    const plain = stripVTControlCharacters(text);
    if (/^[ -~]*$/.test(plain)) return plain.length;
    return [...graphemes.segment(plain)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}

/** Pads a text at its end to a number of columns. */
export function padEnd(text: string, columns: number): string {
    return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** Pads a text at its start to a number of columns. */
export function padStart(text: string, columns: number): string {
    return " ".repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/**
 * Wraps a text between words. A word that is too wide by itself, such as an ARN, is broken after punctuation, or stays
 * whole if it has none.
 *
 * @param width of the lines, including the `indent` of the second and later ones.
 */
export function fold(text: string, width: number, indent = ""): string[] {
    if (columnsOf(text) <= width) return [text];
    const lines: string[] = [];
    let line = "";
    for (const word of text.split(/(?<=\S)(?= +\S)/)) {
        for (const part of columnsOf(word.trimStart()) + indent.length > width ? marked(word) : [word]) {
            if (line.trim() !== "" && columnsOf(line + part) > width) {
                lines.push(line);
                line = indent + part.trimStart();
            } else {
                line += part;
            }
        }
    }
    return [...lines, line];
}

/** Splits a word after each punctuation mark. */
export function marked(word: string): string[] {
    return word.split(/(?<=[/:,.=-])(?=[^/:,.=-])/);
}

/** Wraps each line of a text. Continuation lines have the indentation of their line. */
export function foldLines(text: string, width: number): string {
    return text
        .split("\n")
        .flatMap((line) => fold(line, width, /^ */.exec(line)?.[0]))
        .join("\n");
}
