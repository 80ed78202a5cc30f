import { styleText } from "node:util";

/** The styles of parts of the text. */
export type Style = "bold" | "dim" | "green" | "red" | "yellow" | "magenta" | "cyan";

/** Gives a text a style, or returns it unchanged. */
export type Paint = (style: Style, text: string) => string;

/** No styles: for files, pipes and comparisons. */
export const plain: Paint = (_, text) => text;

/**
 * Styles on a terminal that has colours, none elsewhere.
 *
 * `hasColors` respects `NO_COLOR`, `NODE_DISABLE_COLORS`, `FORCE_COLOR` and `TERM`, and only on a terminal
 * (https://nodejs.org/docs/latest-v20.x/api/tty.html#writestreamgetcolordepthenv).
 */
export function paintFor(stream: NodeJS.WriteStream): Paint {
    return stream.isTTY && stream.hasColors()
        ? // Each word for itself: a line may be folded between any two.
          (style, text) => text.replace(/\S+/g, (word) => styleText(style, word))
        : plain;
}
