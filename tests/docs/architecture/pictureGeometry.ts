import { characterWidth } from "../../../tools/docs/architecture/svg";

/** A rectangle by its sides, in pixels of the picture. */
interface Extent {
    readonly left: number;
    readonly top: number;
    readonly right: number;
    readonly bottom: number;
}

/** A drawn element and its rectangle; the rectangle of a piece of a line or an outline has no width. */
interface Drawn extends Extent {
    readonly what: string;
}

/** The mean width of a capital letter in the widest font, as a fraction of the font size. */
const capitalWidth = 0.72;

/** The parts of a text's height above and below its baseline, as fractions of the font size. */
const ascent = 0.8;
const descent = 0.22;

/** The minimum distance between a text and its neighbours, in pixels. */
const clearance = 1;

const outlined = ["aws", "client", "database", "frame", "function", "node", "step"];

/** One sentence for every text in an SVG that cannot be read, and for every hidden line. */
export function unreadable(svg: string): string[] {
    const texts = textsOf(svg);
    const lines = linesOf(svg);
    const rects = elements(svg, "rect").map((rect) => ({ ...rect, ...extentOf(rect) }));
    const outlines = rects.filter(({ kind }) => outlined.includes(kind)).flatMap(sides);
    const locks = rects.filter(({ kind }) => kind === "lock").map((lock) => ({ ...lock, what: "a lock" }));
    const [width = 0, height = 0] = (/viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? []).slice(1).map(Number);
    const canvas = { left: 0, top: 0, right: width, bottom: height };
    const marks = circlesOf(svg);
    const obstacles = [...lines, ...outlines, ...locks, ...marks];
    const boxes = rects.filter(({ kind }) => outlined.includes(kind) && kind !== "frame");
    // A step's number is on its mark, and the mark hides the line behind it.
    const beside = texts.filter((text) => !marks.some((mark) => isWithin(text, mark)));
    return [
        ...beside.flatMap((text, index) =>
            [...obstacles, ...beside.slice(index + 1)]
                .filter((each) => meet(text, each))
                .map(({ what }) => `${what} meets ${text.what}`),
        ),
        ...texts.filter((text) => !isWithin(text, canvas)).map(({ what }) => `${what} is outside the picture`),
        ...lines.flatMap((line) =>
            boxes.filter((box) => crosses(line, box)).map(() => `${line.what} runs under a box`),
        ),
    ];
}

interface Element {
    readonly kind: string;
    readonly content: string;
    readonly number: (attribute: string) => number;
    readonly text: (attribute: string) => string;
}

function elements(svg: string, name: string): Element[] {
    const found = svg.matchAll(new RegExp(`<${name}\\b([^>]*?)(?:/>|>([^<]*)</${name}>)`, "g"));
    return [...found].map(([, attributes = "", content = ""]) => {
        const text = (attribute: string) => new RegExp(`\\b${attribute}="([^"]*)"`).exec(attributes)?.[1] ?? "";
        return { kind: text("class"), content, text, number: (attribute) => Number(text(attribute)) };
    });
}

function extentOf({ number }: Element): Extent {
    const [left, top] = [number("x"), number("y")];
    return { left, top, right: left + number("width"), bottom: top + number("height") };
}

function textsOf(svg: string): Drawn[] {
    const sizes = fontSizes(svg);
    return elements(svg, "text").map(({ kind, content, number }) => {
        const size = sizes.get(kind) ?? sizes.get("text") ?? 0;
        const shown = content.replaceAll("&amp;", "&").replaceAll("&lt;", "<");
        const capitals = shown.match(/[A-Z]/g)?.length ?? 0;
        const width = size * ((shown.length - capitals) * characterWidth + capitals * capitalWidth);
        const [x, y] = [number("x"), number("y")];
        const left = isCentred(svg, kind) ? x - width / 2 : x;
        const extent = { left, top: y - ascent * size, right: left + width, bottom: y + descent * size };
        return { ...extent, what: `"${shown}"` };
    });
}

/** The font sizes by class, in pixels of the picture; the size of `text` is the default. */
export function fontSizes(svg: string): ReadonlyMap<string, number> {
    const sizes = new Map<string, number>();
    for (const [, selectors = "", size] of svg.matchAll(/^([^{}\n]+) \{[^}]*?font(?:-size)?: (\d+)px/gm)) {
        for (const selector of selectors.split(", ")) sizes.set(selector.replace(/^\./, ""), Number(size));
    }
    return sizes;
}

function isCentred(svg: string, kind: string): boolean {
    const centred = /^(.*) \{ text-anchor: middle/m.exec(svg)?.[1] ?? "";
    return centred.split(", ").includes(`.${kind}`);
}

function linesOf(svg: string): Drawn[] {
    return elements(svg, "polyline").flatMap(({ text }) => {
        const points = text("points")
            .split(" ")
            .map((point) => point.split(",").map(Number));
        return points.slice(1).map(([toX = 0, toY = 0], index) => {
            const [fromX = 0, fromY = 0] = points[index] ?? [];
            return { ...spanned(fromX, fromY, toX, toY), what: `the line ${text("points")}` };
        });
    });
}

/** The picture's lines are horizontal or vertical, so the rectangle of a piece is the piece itself. */
function spanned(x1: number, y1: number, x2: number, y2: number): Extent {
    if (x1 !== x2 && y1 !== y2) {
        throw new Error(`a slanting line at ${x1},${y1}: only level and upright ones are known`);
    }
    return { left: Math.min(x1, x2), top: Math.min(y1, y2), right: Math.max(x1, x2), bottom: Math.max(y1, y2) };
}

function sides({ left, top, right, bottom, kind }: Extent & { readonly kind: string }): Drawn[] {
    const what = `the outline of ${kind}`;
    return [
        { left, top, right, bottom: top, what },
        { left, top: bottom, right, bottom, what },
        { left, top, right: left, bottom, what },
        { left: right, top, right, bottom, what },
    ];
}

function circlesOf(svg: string): Drawn[] {
    return elements(svg, "circle").map(({ number }) => {
        const [x, y, r] = [number("cx"), number("cy"), number("r")];
        return { left: x - r, top: y - r, right: x + r, bottom: y + r, what: "a step's mark" };
    });
}

function meet(text: Extent, other: Extent): boolean {
    return (
        text.left - clearance < other.right &&
        other.left < text.right + clearance &&
        text.top - clearance < other.bottom &&
        other.top < text.bottom + clearance
    );
}

function isWithin(inner: Extent, outer: Extent): boolean {
    return (
        inner.left >= outer.left && inner.right <= outer.right && inner.top >= outer.top && inner.bottom <= outer.bottom
    );
}

/** Whether a line is inside a box, not only at its edge. */
function crosses(line: Extent, box: Extent): boolean {
    return line.left < box.right && box.left < line.right && line.top < box.bottom && box.top < line.bottom;
}
