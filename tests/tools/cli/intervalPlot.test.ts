import { deepEqual, equal } from "node:assert/strict";
import { intervalPlot } from "../../../tools/cli/intervalPlot";
import { columnsOf } from "../../../tools/cli/width";

const percent = (value: number) => `${(100 * value).toFixed(0)} %`;
const control = { label: "control", low: 0.1, estimate: 0.2, high: 0.3 };
const green = { label: "green", low: 0.2, estimate: 0.4, high: 0.5 };

describe("intervalPlot", () => {
    it("draws the intervals on one scale, with its ends under them", () => {
        const plot = intervalPlot([control, green], percent, 33);

        equal(
            plot,
            ["  control   ├────●────┤", "  green          ├─────────●────┤", "            10 %             50 %"].join(
                "\n",
            ),
        );
    });

    it("is at most 50 columns wide beside the labels, and never wider than the output", () => {
        const widest = ([...lines]: readonly string[]) => Math.max(...lines.map(columnsOf));

        const widths = [Infinity, 80, 40, 22].map((width) =>
            widest(intervalPlot([control, green], percent, width).split("\n")),
        );

        deepEqual(widths, [62, 62, 40, 22]);
    });

    it("leaves out what has no interval", () => {
        const none = { label: "red", low: NaN, estimate: NaN, high: NaN };

        equal(intervalPlot([control, none], percent, 40).includes("red"), false);
        equal(intervalPlot([none], percent, 40), "");
    });

    it("draws one column for an interval of one value", () => {
        const plot = intervalPlot([{ label: "control", low: 0, estimate: 0, high: 0 }], percent, 40);

        equal(plot.split("\n")[0], "  control   ●");
    });

    it("draws nothing where there is no room", () => {
        equal(intervalPlot([control, green], percent, 21), "");
    });
});
