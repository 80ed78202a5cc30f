import { deepEqual, equal, throws } from "node:assert/strict";
import { comparePlans } from "../../../tools/plan/compare";
import { noOptions, samplePlan, sampleResource } from "./samples";

const prod = { stack: "prod", environment: "prod" };

describe("comparePlans", () => {
    it("lists added, removed, changed and replaced resources, and counts equal ones", () => {
        const kept = sampleResource({ name: "kept", settings: { name: "/kept" } });
        const from = samplePlan([
            kept,
            sampleResource({ name: "gone" }),
            sampleResource({ name: "changed", settings: { retentionInDays: 7, skipDestroy: true } }),
            sampleResource({ name: "replaced", settings: { name: "/old", retentionInDays: 7 } }),
        ]);
        const to = samplePlan([
            kept,
            sampleResource({ name: "new" }),
            sampleResource({ name: "changed", settings: { kmsKeyId: "k", retentionInDays: 365 } }),
            sampleResource({ name: "replaced", settings: { name: "/new", retentionInDays: 30 } }),
        ]);

        const difference = comparePlans(from, to);

        const type = "aws:cloudwatch/logGroup:LogGroup";
        deepEqual(
            [difference.added, difference.removed].map((resources) => resources.map(({ name }) => name)),
            [["new"], ["gone"]],
        );
        deepEqual(difference.changed, [
            {
                type,
                name: "changed",
                changes: [
                    { label: "kmsKeyId", from: undefined, to: "k", effect: "update" },
                    { label: "retentionInDays", from: "7", to: "365", effect: "update" },
                    { label: "skipDestroy", from: "true", to: undefined, effect: "update" },
                ],
            },
        ]);
        deepEqual(difference.replaced, [
            {
                type,
                name: "replaced",
                changes: [
                    { label: "name", from: "/old", to: "/new", effect: "replace" },
                    { label: "retentionInDays", from: "7", to: "30", effect: "update" },
                ],
            },
        ]);
        equal(difference.same, 1);
    });

    it("lists a part of a setting separately", () => {
        const parameters = (memory: string) => ({
            parameters: [
                { name: "work_mem", value: memory, applyMethod: "immediate" },
                { name: "timezone", value: "UTC", applyMethod: "immediate" },
            ],
        });
        const group = (settings: Record<string, unknown>) =>
            samplePlan([sampleResource({ type: "aws:rds/clusterParameterGroup:ClusterParameterGroup", settings })]);

        const { changed } = comparePlans(group(parameters("64")), group(parameters("128")));

        deepEqual(changed[0]?.changes, [
            { label: "parameters[work_mem]", from: "64 (immediate)", to: "128 (immediate)", effect: "update" },
        ]);
    });

    it("replaces nothing for an ignored input", () => {
        const named = (name: string) =>
            samplePlan([sampleResource({ settings: { name }, options: { ...noOptions, ignoreChanges: ["name"] } })]);

        const { changed, replaced } = comparePlans(named("/old"), named("/new"));

        deepEqual(changed[0]?.changes, [{ label: "name", from: "/old", to: "/new", effect: "ignored" }]);
        deepEqual(replaced, []);
    });

    it("replaces nothing for an input that counts at creation alone", () => {
        const restored = (snapshotIdentifier: string) =>
            samplePlan([sampleResource({ type: "aws:rds/cluster:Cluster", settings: { snapshotIdentifier } })]);

        const { changed, replaced } = comparePlans(restored("old"), restored("new"));

        deepEqual(changed[0]?.changes, [{ label: "snapshotIdentifier", from: "old", to: "new", effect: "ignored" }]);
        deepEqual(replaced, []);
    });

    it("lists a changed option, also of a component", () => {
        const part = (protect: boolean) =>
            samplePlan([
                sampleResource({
                    type: "experimentation:sample:Part",
                    component: true,
                    options: { ...noOptions, protect },
                }),
            ]);

        const { changed } = comparePlans(part(true), part(false));

        deepEqual(changed[0]?.changes, [{ label: "protect", from: "true", to: "false", effect: "update" }]);
    });

    it("treats the environment's name as equal if it is a separate word", () => {
        const from = samplePlan([
            sampleResource({ settings: { name: "/a/dev/b-dev", before: "xdev", after: "devx" } }),
        ]);
        const to = samplePlan(
            [sampleResource({ settings: { name: "/a/prod/b-prod", before: "xprod", after: "prodx" } })],
            prod,
        );

        const { changed, replaced } = comparePlans(from, to);

        deepEqual(changed[0]?.changes, [
            { label: "before", from: "xdev", to: "xprod", effect: "update" },
            { label: "after", from: "devx", to: "prodx", effect: "update" },
        ]);
        deepEqual(replaced, []);
    });

    it("treats logical names that end in a digest as equal, also in references", () => {
        const group = (name: string) => sampleResource({ type: "aws:rds/subnetGroup:SubnetGroup", name });
        const user = (name: string) =>
            sampleResource({ type: "aws:rds/cluster:Cluster", settings: { dbSubnetGroupName: `→ group ${name}` } });
        const from = samplePlan([group("db-917bb2"), user("db-917bb2")]);
        const to = samplePlan([group("db-e789f0"), user("db-e789f0")], prod);

        const difference = comparePlans(from, to);

        deepEqual(
            [difference.added, difference.removed, difference.changed, difference.replaced, difference.same],
            [[], [], [], [], 2],
        );
    });

    it("treats a name that ends in a word of six letters as different", () => {
        const from = samplePlan([sampleResource({ name: "the-facade" })]);
        const to = samplePlan([sampleResource({ name: "the-decade" })]);

        const { added, removed } = comparePlans(from, to);

        deepEqual([added.length, removed.length], [1, 1]);
    });

    it("treats a resource below another parent as different", () => {
        const parts = ["one", "two"].map((name) =>
            sampleResource({ type: "experimentation:sample:Part", component: true, name }),
        );
        const below = (parent: string) =>
            samplePlan([...parts, sampleResource({ parent: `experimentation:sample:Part::${parent}` })]);

        const { added, removed, same } = comparePlans(below("one"), below("two"));

        deepEqual([added.length, removed.length, same], [1, 1, 2]);
    });

    it("lists the differences of the stacks themselves", () => {
        const from = samplePlan([], { tags: { environment: "dev", owner: "a" }, outputs: ["host"] });
        const to = samplePlan([], { ...prod, tags: { environment: "prod", owner: "b" }, outputs: ["host", "port"] });

        const { changed } = comparePlans(from, to);

        deepEqual(changed, [
            {
                type: "pulumi:pulumi:Stack",
                name: "prod",
                changes: [
                    { label: "tags.owner", from: "a", to: "b", effect: "update" },
                    { label: "outputs", from: "host", to: "host, port", effect: "update" },
                ],
            },
        ]);
    });

    it("refuses a type without a record", () => {
        const thing = (size: number) =>
            samplePlan([sampleResource({ type: "aws:new/thing:Thing", settings: { size } })]);

        throws(
            () => comparePlans(thing(1), thing(2)),
            /^Error: aws:new\/thing:Thing: has no record; add one to .*resourceTypes$/,
        );
    });
});
