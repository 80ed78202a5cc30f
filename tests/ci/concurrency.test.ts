import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { stacks } from "../program/runs";
import { type Contexts, expand } from "./expressions";
import { nightly, ofStack, pullRequest, push } from "./runs";
import { byJob, readCiFile } from "./workflows";

const ofUpdate = toRecord(byJob("concurrency")["up.yml up"]);
const ofPreview = toRecord(byJob("concurrency")["preview.yml preview"]);
const ofTests = toRecord(readCiFile(".github/workflows/test.yml").content.concurrency);
const ofDrift = toRecord(readCiFile(".github/workflows/drift.yml").content.concurrency);
const ofDrill = toRecord(readCiFile(".github/workflows/drill.yml").content.concurrency);
const ofClones = toRecord(readCiFile(".github/workflows/clones.yml").content.concurrency);

/** The groups of some runs. At most one run of a group is active. */
const groups = ({ group }: Readonly<Record<string, unknown>>, runs: readonly Contexts[]) =>
    new Set(runs.map((run) => expand(group, run)));

describe("the concurrency of the workflows", () => {
    const updates = stacks.map((stack) => ofStack(stack, push()));
    const previews = stacks.flatMap((stack) => [1, 2].map((number) => ofStack(stack, pullRequest({ number }))));

    it("lets one update of a stack wait for another, and never cancels one half-way", () => {
        const ofDev = [push({ sha: "older" }), push({ sha: "newer" })].map((run) => ofStack("dev", run));

        assert.equal(groups(ofUpdate, ofDev).size, 1);
        assert.equal(ofUpdate["cancel-in-progress"], false);
    });

    it("lets no update wait for that of another stack: GitHub would drop the older of two that wait", () => {
        assert.equal(groups(ofUpdate, updates).size, stacks.length);
    });

    it("cancels the preview of an older commit of a pull request, whose comment would be out of date", () => {
        const ofDev = [ofStack("dev", pullRequest()), ofStack("dev", pullRequest())];

        assert.equal(groups(ofPreview, ofDev).size, 1);
        assert.equal(ofPreview["cancel-in-progress"], true);
    });

    it("cancels no preview for one of another stack or another pull request", () => {
        assert.equal(groups(ofPreview, previews).size, previews.length);
    });

    it("lets no run cancel or delay a run of another workflow", () => {
        const all = [
            ...groups(ofUpdate, updates),
            ...groups(ofPreview, previews),
            ...groups(ofDrift, [nightly]),
            ...groups(ofDrill, [nightly]),
            ...groups(ofClones, [nightly]),
            ...groups(ofTests, [push(), pullRequest()]),
        ];

        assert.equal(new Set(all).size, all.length);
    });

    it("cancels the tests of an older commit of a branch, but none of a pull request or of another branch", () => {
        const branch = [push({ branch: "a", sha: "older" }), push({ branch: "a", sha: "newer" })];
        const others = [push({ branch: "b" }), pullRequest({ number: 1 }), pullRequest({ number: 2 })];

        assert.equal(groups(ofTests, branch).size, 1);
        assert.equal(groups(ofTests, [...branch, ...others]).size, 1 + others.length);
        assert.equal(ofTests["cancel-in-progress"], true);
    });

    it("tests each commit of main to the end, because its deployment needs the result", () => {
        assert.equal(groups(ofTests, [push({ sha: "older" }), push({ sha: "newer" })]).size, 2);
    });

    for (const [what, concurrency] of Object.entries({ drift: ofDrift, clones: ofClones, drill: ofDrill })) {
        it(`lets a run about ${what} end, because it alone updates the issue`, () => {
            assert.equal(groups(concurrency, [nightly, nightly]).size, 1);
            assert.equal(concurrency["cancel-in-progress"], false);
        });
    }
});
