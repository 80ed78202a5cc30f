import { deepEqual, equal } from "node:assert/strict";
import { helpText as bench } from "../../../tools/bench/options";
import { foldHelp } from "../../../tools/cli/help";
import { columnsOf } from "../../../tools/cli/width";
import { helpText as cost } from "../../../tools/cost/options";
import { helpText as start } from "../../../tools/local/options";
import { helpText as plan } from "../../../tools/plan/options";

describe("foldHelp", () => {
    it("wraps paragraphs and options with their own indentation", () => {
        const text = foldHelp(
            "One two three\nfour five.\n\n  --option NAME   means one thing, and not\n                  another\n",
            50,
        );
        const narrow = foldHelp(
            "One two three\nfour five.\n\n  --option NAME   means one thing, and not\n                  another\n",
            36,
        );

        equal(
            text,
            "One two three\nfour five.\n\n  --option NAME   means one thing, and not\n                  another\n",
        );
        deepEqual(narrow.split("\n"), [
            "One two three four five.",
            "",
            "  --option NAME   means one thing,",
            "      and not another",
            "",
        ]);
    });

    for (const width of [60, 80, 100, 120]) {
        it(`fits each command's text into ${width} columns, every word of it`, () => {
            const texts = [start, plan, cost, bench].map((text) => [text, foldHelp(text, width)] as const);

            for (const [text, folded] of texts) {
                deepEqual(folded.split(/\s+/), text.split(/\s+/));
                deepEqual(
                    folded.split("\n").filter((line) => columnsOf(line) > width),
                    [],
                );
            }
        });
    }
});
