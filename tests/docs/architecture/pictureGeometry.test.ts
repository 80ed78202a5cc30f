import assert from "node:assert/strict";
import { unreadable } from "./pictureGeometry";

/** A picture of 200 by 100 pixels with a text in its middle. */
function pictureWith(...drawn: readonly string[]): string {
    const style = "<style>\ntext { font: 13px sans-serif; }\n.head, .port { text-anchor: middle; }\n</style>";
    const text = `<text class="head" x="100" y="50">caption</text>`;
    return [`<svg viewBox="0 0 200 100">`, style, text, ...drawn, "</svg>"].join("\n");
}

describe("a text of a picture", () => {
    for (const [what, drawn, faults] of [
        ["alone", [], []],
        ["above a line", [`<polyline class="line" points="0,60 200,60"/>`], []],
        ["on a line", [`<polyline class="line" points="0,46 200,46"/>`], [`the line 0,46 200,46 meets "caption"`]],
        [
            "on the second piece of a line",
            [`<polyline class="line" points="20,10 110,10 110,90"/>`],
            [`the line 20,10 110,10 110,90 meets "caption"`],
        ],
        ["in a box", [`<rect class="aws" x="20" y="20" width="160" height="60"/>`], []],
        [
            "across a box's outline",
            [`<rect class="aws" x="90" y="20" width="100" height="60"/>`],
            [`the outline of aws meets "caption"`],
        ],
        [
            "across the edge of a zone, which has no outline",
            [`<rect class="zone" x="90" y="20" width="9" height="9"/>`],
            [],
        ],
        ["on another text", [`<text class="label" x="110" y="55">other</text>`], [`"other" meets "caption"`]],
        ["on a step's mark", [`<circle class="step-mark" cx="75" cy="46" r="9"/>`], [`a step's mark meets "caption"`]],
        ["on a lock", [`<rect class="lock" x="120" y="40" width="12" height="9"/>`], [`a lock meets "caption"`]],
        ["beyond the edge", [`<text class="label" x="190" y="90">far</text>`], [`"far" is outside the picture`]],
        [
            "in a box under which a line runs",
            [
                `<rect class="aws" x="20" y="20" width="160" height="60"/>`,
                `<polyline class="line" points="30,0 30,75"/>`,
            ],
            ["the line 30,0 30,75 runs under a box"],
        ],
    ] as const) {
        it(`${what}: ${faults.length === 0 ? "can be read" : faults[0]}`, () => {
            const picture = pictureWith(...drawn);

            const found = unreadable(picture);

            assert.deepEqual(found, faults);
        });
    }

    it("is not checked against slanting lines", () => {
        const picture = pictureWith(`<polyline class="line" points="0,0 200,100"/>`);

        assert.throws(() => unreadable(picture), { message: /a slanting line at 0,0/ });
    });
});
