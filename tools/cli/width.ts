import { stripVTControlCharacters } from "node:util";

/** The width of what is not folded: a file's, a pipe's. */
export const unlimited = Number.POSITIVE_INFINITY;

/**
 * How many columns a stream's lines may have: `COLUMNS`, as POSIX has it, then the terminal's own, then as many as they
 * need. Where `COLUMNS` is set, it counts for a pipe too.
 */
export function widthOf({ isTTY, columns }: Pick<NodeJS.WriteStream, "isTTY" | "columns">): number {
    const { COLUMNS = "" } = process.env;
    if (/^[1-9]\d*$/.test(COLUMNS)) return Number(COLUMNS);
    // A terminal that does not know its size has 0.
    return isTTY && columns > 0 ? columns : unlimited;
}

const graphemes = new Intl.Segmenter();

/**
 * What a terminal shows in two columns: pictographs, flags, and what Unicode's EastAsianWidth.txt has as wide or
 * fullwidth in the scripts of East Asia.
 */
const wide =
    /\p{Emoji_Presentation}|\p{RI}|\uFE0F|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}|[\u3000-\u303E\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** How many columns a terminal takes for a text, its styles left out. */
export function columnsOf(text: string): number {
    const plain = stripVTControlCharacters(text);
    if (/^[ -~]*$/.test(plain)) return plain.length;
    return [...graphemes.segment(plain)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);
}

/** A text with spaces behind it, up to so many columns. */
export function padEnd(text: string, columns: number): string {
    return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}

/** A text with spaces before it, up to so many columns. */
export function padStart(text: string, columns: number): string {
    return " ".repeat(Math.max(0, columns - columnsOf(text))) + text;
}

/**
 * Folds a text between its words. A word that is wider by itself is folded behind a mark of punctuation, as in an ARN;
 * where it has none it stays whole.
 *
 * @param width of the lines; the second and further ones have `indent` in it.
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

/** A word's parts, each with the punctuation behind it. */
export function marked(word: string): string[] {
    return word.split(/(?<=[/:,.=-])(?=[^/:,.=-])/);
}

/** The same for each line of a text, whose further lines begin as far in as the line does. */
export function foldLines(text: string, width: number): string {
    return text
        .split("\n")
        .flatMap((line) => fold(line, width, /^ */.exec(line)?.[0]))
        .join("\n");
}
