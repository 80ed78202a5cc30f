import { deepEqual, equal } from "node:assert/strict";
import { type Paint, plain } from "../../../tools/plan/paint";
import { planText } from "../../../tools/plan/planText";
import { noOptions, samplePlan, sampleResource } from "./samples";

const component = { type: "experimentation:sample:Part", component: true };

describe("planText", () => {
    it("folds long lines beside the lines of the tree", () => {
        const outer = sampleResource({ ...component, name: "outer" });
        const kept = sampleResource({
            name: "kept-with-a-long-name",
            parent: "experimentation:sample:Part::outer",
            options: { ...noOptions, protect: true, ignoreChanges: ["name", "tags"] },
            settings: { name: "/a/name/that/is/rather/long", kmsKeyId: "→ aws:kms:Key key" },
        });
        const last = sampleResource({ name: "last", parent: "experimentation:sample:Part::outer" });

        const text = planText(samplePlan([outer, kept, last]), plain, 44);

        const lines = text.split("\n");
        deepEqual(
            lines.filter((line) => line.startsWith("   ")),
            [
                "   ├─ aws:cloudwatch:LogGroup",
                "   │    kept-with-a-long-name  [protect;",
                "   │    ignoreChanges: name, tags]",
                "   │    name: /a/name/that/is/rather/long",
                "   │      kmsKeyId: → aws:kms:Key key",
                "   └─ aws:cloudwatch:LogGroup last",
            ],
        );
        deepEqual(
            lines.filter((line) => line.length > 44),
            [],
        );
    });

    it("shows the stack, the tree with settings and options, and the totals", () => {
        const plan = samplePlan(
            [
                sampleResource({ name: "outside", settings: { retentionInDays: 7 } }),
                sampleResource({ ...component, name: "outer" }),
                sampleResource({
                    name: "kept",
                    parent: "experimentation:sample:Part::outer",
                    options: { ...noOptions, protect: true, ignoreChanges: ["name", "tags"] },
                    settings: { kmsKeyId: "→ aws:kms:Key key", name: "/x", retentionInDays: 365, skipDestroy: true },
                }),
                sampleResource({ ...component, name: "inner", parent: "experimentation:sample:Part::outer" }),
                sampleResource({ name: "deep", parent: "experimentation:sample:Part::inner" }),
                sampleResource({
                    type: "awsx:ec2:Vpc",
                    component: true,
                    name: "vpc",
                    settings: { cidrBlock: "10.0.0.0/16" },
                }),
            ],
            { tags: { environment: "dev", owner: "team" }, outputs: ["host"], warnings: ["it reaches nobody"] },
        );

        const text = planText(plan, plain);

        equal(
            text,
            `Stack dev
│ environment: dev
│ region: us-east-1
│ account: 123456789012 (an example)
│ common tags: environment=dev, owner=team
│ outputs: host
├─ aws:cloudwatch:LogGroup outside
│    retentionInDays: 7
├─ experimentation:sample:Part outer
│  ├─ aws:cloudwatch:LogGroup kept  [protect; ignoreChanges: name, tags]
│  │    name: /x  retentionInDays: 365  kmsKeyId: → aws:kms:Key key
│  │    skipDestroy: true
│  └─ experimentation:sample:Part inner
│     └─ aws:cloudwatch:LogGroup deep
└─ awsx:ec2:Vpc vpc
     cidrBlock: 10.0.0.0/16

  type                          count
  ───────────────────────────   ─────
  aws:cloudwatch:LogGroup           3
  awsx:ec2:Vpc                      1
  experimentation:sample:Part       2

6 resources, including 3 components.
Warning: it reaches nobody
The plugin of awsx:ec2:Vpc creates further resources, which this plan does not show.
`,
        );
    });

    it("shows all inputs of an unknown type, except descriptions and tags", () => {
        const settings = {
            count: 0,
            description: "Prose",
            empty: "",
            list: ["a", "b"],
            nested: { deep: { flag: false } },
            nothing: [],
            tags: { Name: "x" },
        };
        const plan = samplePlan([sampleResource({ type: "aws:new/thing:Thing", name: "new", settings })]);

        const text = planText(plan, plain);

        deepEqual(text.split("\n").slice(6, 12), [
            "└─ aws:new:Thing new",
            "     count: 0",
            '     empty: ""',
            "     list: a, b",
            "     nested.deep.flag: false",
            "     nothing: none",
        ]);
    });

    it("styles the text for a terminal without changing it", () => {
        const plan = samplePlan([sampleResource({ options: { ...noOptions, protect: true }, settings: { a: 1 } })]);
        const styles = new Set<string>();
        const paint: Paint = (style, text) => {
            styles.add(style);
            return `\u001b[1m${text}\u001b[22m`;
        };

        const painted = planText(plan, paint);

        equal(painted.replaceAll("\u001b[1m", "").replaceAll("\u001b[22m", ""), planText(plan, plain));
        deepEqual([...styles].sort(), ["bold", "cyan", "dim", "yellow"]);
    });
});
