import { fontSizes } from "./style";

/** A point, in pixels of the picture at its full width. */
export type Point = readonly [x: number, y: number];

/** A rectangle. */
export type Area = readonly [x: number, y: number, width: number, height: number];

/** A box. */
export interface Box {
    /** The kind of resource, which determines the colour. */
    readonly kind: "aws" | "client" | "database" | "function" | "node" | "step";
    readonly area: Area;
    readonly head: string;
    readonly lines: readonly string[];
    /** Whether it has a lock. Default: false. */
    readonly locked?: boolean;
    /** The height of the upper part for the texts, if other boxes are in the lower part. Default: the whole box. */
    readonly textHeight?: number;
}

/** A region around boxes: a network with an outline, or a zone, which has only a colour so that texts may cross it. */
export interface Frame {
    readonly kind: "frame" | "zone";
    readonly area: Area;
    readonly title: string;
    /** The position of the title. */
    readonly at: Point;
}

/** A line with an arrow at its end. */
export interface Line {
    /** Its ends and corners in SVG's form: `216,214 274,214`. */
    readonly points: string;
}

/** A text. */
export interface Label {
    readonly at: Point;
    readonly text: string;
    /** Whether it is a heading. Default: false. */
    readonly strong?: boolean;
}

/** The mean width of a character in the widest of the style sheet's fonts, as a fraction of the font size. */
export const characterWidth = 0.6;

/** The margin on both sides of a text, in pixels. */
const padding = 4;

const lineHeight = 19;

/**
 * Draws a box with its texts in the middle.
 *
 * @throws if a text is wider than its box.
 */
export function drawBox({ kind, area, head, lines, locked = false, textHeight = area[3] }: Box): string {
    const [x, y, width, height] = area;
    const sizes = [[head, fontSizes.head] as const, ...lines.map((line) => [line, fontSizes.text] as const)];
    for (const [text, size] of sizes) {
        if (text.length * size * characterWidth > width - 2 * padding) {
            throw new Error(`${text}: does not fit its box of ${width} pixels; write it shorter or make the box wider`);
        }
    }
    const middle = x + width / 2;
    const first = y + textHeight / 2 + 5 - (lines.length * lineHeight) / 2;
    return [
        `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="8"/>`,
        `<text class="head" x="${middle}" y="${first}">${escaped(head)}</text>`,
        ...lines.map((line, index) => {
            const baseline = first + (index + 1) * lineHeight;
            return `<text class="text" x="${middle}" y="${baseline}">${escaped(line)}</text>`;
        }),
        ...(locked ? [drawLock([x + width - 20, y + 8])] : []),
    ].join("\n");
}

/** A region with its title. */
export function drawFrame({ kind, area: [x, y, width, height], title, at }: Frame): string {
    const region = `<rect class="${kind}" x="${x}" y="${y}" width="${width}" height="${height}" rx="10"/>`;
    return `${region}
${drawLabel({ at, text: title })}`;
}

/** A line with an arrow at its end. */
export function drawLine({ points }: Line): string {
    return `<polyline class="line" points="${points}"/>`;
}

/** A text that begins at its point. */
export function drawLabel({ at: [x, y], text, strong = false }: Label): string {
    return `<text class="${strong ? "heading" : "label"}" x="${x}" y="${y}">${escaped(text)}</text>`;
}

/** A port, in the middle above its line. */
export function drawPort([x, y]: Point, port: number): string {
    return `<text class="port" x="${x}" y="${y}">${port}</text>`;
}

/** A number in a circle. */
export function drawStep({ at: [x, y], text }: Label): string {
    return `<circle class="step-mark" cx="${x}" cy="${y}" r="9"/>\n<text class="step-number" x="${x}" y="${y + 4}">${text}</text>`;
}

/** Draws a lock, 12 pixels wide, at its upper left corner. */
export function drawLock([x, y]: Point): string {
    return `<path class="shackle" d="M${x + 3} ${y + 6}V${y + 3.5}a3 3 0 0 1 6 0V${y + 6}"/>\n<rect class="lock" x="${x}" y="${y + 6}" width="12" height="9" rx="2"/>`;
}

function escaped(text: string): string {
    return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
