import * as path from "node:path";
import { boxes, frames } from "./architecture/boxes";
import { connections, labels, legendLock, lines, steps } from "./architecture/lines";
import { styleSheet } from "./architecture/style";
import { drawBox, drawFrame, drawLabel, drawLine, drawLock, drawPort, drawStep } from "./architecture/svg";

/** The path of the picture. */
export const pictureFile = path.join(__dirname, "../../docs/architecture.svg");

const width = 840;
const height = 1094;

/** Draws the picture of one stack's platform as SVG, from the boxes and lines in `architecture/`. */
export function architecturePicture(): string {
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img">`,
        "<title>The platform of one stack</title>",
        `<style>\n${styleSheet()}\n</style>`,
        `<marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">`,
        `<path class="arrow" d="M0 0 10 5 0 10z"/>`,
        "</marker>",
        `<rect class="background" width="${width}" height="${height}" rx="10"/>`,
        ...frames.map(drawFrame),
        ...[...connections, ...lines].map(drawLine),
        ...Object.values(boxes).map(drawBox),
        ...connections.map(({ label, port }) => drawPort(label, port)),
        ...steps.map(drawStep),
        ...labels.map(drawLabel),
        drawLock(legendLock),
        "</svg>",
        "",
    ].join("\n");
}
