/** A colour for GitHub's light mode and one for its dark mode. */
type Colour = readonly [light: string, dark: string];

const background: Colour = ["#ffffff", "#0d1117"];
const text: Colour = ["#1f2328", "#e6edf3"];
const quiet: Colour = ["#4b535d", "#a5aeb8"];
const frame: Colour = ["#7d8790", "#6e7681"];
const line: Colour = ["#424a53", "#b1bac4"];
const zone: Colour = ["#edf1f6", "#1a212b"];
const lock: Colour = ["#b35900", "#f0a742"];

const fills: Readonly<Record<string, { readonly fill: Colour; readonly stroke: Colour }>> = {
    aws: { fill: ["#e6f6ea", "#12261e"], stroke: ["#1a7f37", "#3fb950"] },
    client: { fill: background, stroke: frame },
    database: { fill: ["#ddeeff", "#0f2440"], stroke: ["#0969da", "#4493f8"] },
    function: { fill: ["#fff1dc", "#2b1d0e"], stroke: ["#bc6c00", "#db8b2d"] },
    node: { fill: background, stroke: ["#0969da", "#4493f8"] },
    step: { fill: ["#f6f8fa", "#161b22"], stroke: frame },
};

/** Font sizes, in pixels of the picture at its full width. */
export const fontSizes = { head: 15, text: 13 } as const;

const fonts = "system-ui, -apple-system, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

function rules(mode: 0 | 1): string[] {
    return [
        `.background { fill: ${background[mode]}; }`,
        `.frame { fill: none; stroke: ${frame[mode]}; stroke-dasharray: 6 4; }`,
        `.zone { fill: ${zone[mode]}; }`,
        ...Object.entries(fills).map(
            ([kind, { fill, stroke }]) => `.${kind} { fill: ${fill[mode]}; stroke: ${stroke[mode]}; }`,
        ),
        `.head, .heading { fill: ${text[mode]}; }`,
        `.text, .label, .port { fill: ${quiet[mode]}; }`,
        `.line { stroke: ${line[mode]}; }`,
        `.arrow, .step-mark { fill: ${line[mode]}; }`,
        `.step-number { fill: ${background[mode]}; }`,
        `.lock { fill: ${lock[mode]}; }`,
        `.shackle { stroke: ${lock[mode]}; }`,
    ];
}

/** The picture's style sheet. The picture has its own background, so that it is readable in both modes. */
export function styleSheet(): string {
    return [
        `text { font: ${fontSizes.text}px ${fonts}; }`,
        `.head, .heading { font-size: ${fontSizes.head}px; font-weight: 600; }`,
        ".head, .text, .port, .step-number { text-anchor: middle; }",
        ".port, .step-number { font-weight: 600; }",
        ".client { stroke-dasharray: 4 3; }",
        ".line { fill: none; stroke-width: 1.5; marker-end: url(#arrow); }",
        ".shackle { fill: none; stroke-width: 1.8; }",
        ...rules(0),
        "@media (prefers-color-scheme: dark) {",
        ...rules(1),
        "}",
    ].join("\n");
}
