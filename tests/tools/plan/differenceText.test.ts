import { equal } from "node:assert/strict";
import { comparePlans } from "../../../tools/plan/compare";
import { differenceText } from "../../../tools/plan/differenceText";
import { plain } from "../../../tools/plan/paint";
import { noOptions, samplePlan, sampleResource } from "./samples";

describe("differenceText", () => {
    it("shows the four kinds of difference, short values side by side, and the counts", () => {
        const ignoring = { ...noOptions, ignoreChanges: ["skipDestroy"] };
        const long = "a".repeat(80);
        const from = samplePlan([
            sampleResource({ name: "gone" }),
            sampleResource({
                name: "changed",
                options: ignoring,
                settings: { kmsKeyId: "→ aws:kms:Key one", retentionInDays: 7, skipDestroy: true, text: long },
            }),
            sampleResource({ name: "replaced", settings: { name: "/old" } }),
        ]);
        const to = samplePlan(
            [
                sampleResource({ name: "new", options: { ...noOptions, protect: true } }),
                sampleResource({
                    name: "changed",
                    options: ignoring,
                    settings: { kmsKeyId: "→ aws:kms:Key two", skipDestroy: false, text: `${long}b` },
                }),
                sampleResource({ name: "replaced", settings: { name: "/new" } }),
            ],
            { stack: "prod", environment: "prod" },
        );

        const text = differenceText(comparePlans(from, to), plain);

        equal(
            text,
            `From dev to prod
Names that differ only by dev and prod count as the same.

Added
  + aws:cloudwatch:LogGroup new  [protect]

Removed
  - aws:cloudwatch:LogGroup gone

Changed in place
  ~ aws:cloudwatch:LogGroup changed
      kmsKeyId:
        - → aws:kms:Key one
        + → aws:kms:Key two
      skipDestroy: true → false  (ignored after creation)
      text:
        - ${long}
        + ${long}b
      retentionInDays: 7 → (none)

Replaced
  +- aws:cloudwatch:LogGroup replaced
      name: /old → /new  (replaces)

1 added, 1 removed, 1 changed in place, 1 replaced, 0 the same.
`,
        );
    });

    it("shows no empty sections, and no note on names for stacks of one environment", () => {
        const plan = samplePlan([sampleResource({})]);

        const text = differenceText(comparePlans(plan, { ...plan, stack: "alice" }), plain);

        equal(text, "From dev to alice\n\n0 added, 0 removed, 0 changed in place, 0 replaced, 1 the same.\n");
    });
});
