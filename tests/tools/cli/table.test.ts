import { equal } from "node:assert/strict";
import { table } from "../../../tools/cli/table";

describe("table", () => {
    it("aligns texts left and numbers right, as wide as the widest cell", () => {
        const text = table(
            ["variant", "exposed", "percent"],
            [
                ["control", "200", "20.0"],
                ["green button", "1200", "4.5"],
            ],
        );

        equal(
            text,
            [
                "  variant        exposed   percent",
                "  ────────────   ───────   ───────",
                "  control            200      20.0",
                "  green button      1200       4.5",
            ].join("\n"),
        );
    });

    it("shows only the heads if there are no rows", () => {
        const text = table(["call", "code"], []);

        equal(text, "  call   code\n  ────   ────");
    });
});
