/** Backgrounds of texts, texts, and the lines and outlines, by the classes of the picture's style sheet. */
const grounds = ["background", "zone", "aws", "client", "database", "function", "node", "step"] as const;
const texts = ["head", "text", "label", "port", "heading"] as const;
const open = ["background", "zone"] as const;
const outlines = ["line", "frame", "aws", "client", "database", "function", "step"] as const;

/**
 * The pairs of a style sheet's classes without enough contrast in one of its modes. The minimum is 4.5 for texts and 3
 * for lines and outlines: WCAG 2.2, success criteria 1.4.3 and 1.4.11.
 */
export function faintPairs(styleSheet: string, mode: "light" | "dark"): string[] {
    const [light = "", dark = ""] = styleSheet.split("@media (prefers-color-scheme: dark)");
    const colours = mode === "light" ? light : dark;
    const colour = (kind: string, property: "fill" | "stroke"): string => {
        const rules = colours.split("\n").filter((line) => new RegExp(`\\.${kind}\\b[^-{]*\\{`).test(line));
        const found = rules.map((rule) => new RegExp(`${property}: (#\\w{6})`).exec(rule)?.[1]).find(Boolean);
        if (found === undefined) throw new Error(`.${kind}: has no ${property} in ${mode} mode`);
        return found;
    };
    const faint = (least: number, above: string, upper: string, below: string): string[] => {
        const ratio = contrast(upper, colour(below, "fill"));
        return ratio < least ? [`${above} on ${below}: ${ratio.toFixed(2)}`] : [];
    };
    return [
        ...texts.flatMap((kind) => grounds.flatMap((ground) => faint(4.5, kind, colour(kind, "fill"), ground))),
        ...faint(4.5, "step-number", colour("step-number", "fill"), "step-mark"),
        ...outlines.flatMap((kind) => open.flatMap((ground) => faint(3, kind, colour(kind, "stroke"), ground))),
        ...faint(3, "node", colour("node", "stroke"), "database"),
        ...grounds.flatMap((ground) => faint(3, "lock", colour("lock", "fill"), ground)),
    ];
}

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(first: string, second: string): number {
    const [lighter = 0, darker = 0] = [luminance(first), luminance(second)].sort((a, b) => b - a);
    return (lighter + 0.05) / (darker + 0.05);
}

/** https://www.w3.org/TR/WCAG22/#dfn-relative-luminance */
function luminance(colour: string): number {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
        const part = parseInt(colour.slice(at, at + 2), 16) / 255;
        return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
