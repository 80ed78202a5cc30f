import assert from "node:assert/strict";
import { mustInclude } from "../../policy/requirements";
import { idOf } from "../../policy/resource";
import { isEmpty, listOf, maySame, show, unknownValue, valueAt } from "../../policy/values";
import { resource } from "./resources";

describe("a value of a resource", () => {
    const properties = { vpcConfig: { subnetIds: ["a"] }, later: unknownValue, text: "x" };
    const paths: readonly [string, unknown][] = [
        ["text", "x"],
        ["vpcConfig.subnetIds", ["a"]],
        ["vpcConfig.other", undefined],
        ["none.at.all", undefined],
        ["text.length", undefined],
        ["later", unknownValue],
        ["later.subnetIds", unknownValue],
    ];
    for (const [path, expected] of paths) {
        it(`at ${path} is ${String(expected)}`, () => {
            const value = valueAt(properties, path);

            assert.deepEqual(value, expected);
        });
    }

    it("is read as a list", () => {
        const lists = [["a"], "a", undefined, null].map(listOf);

        assert.deepEqual(lists, [["a"], ["a"], [], []]);
    });

    it("is empty if it is missing, or an empty text or list", () => {
        const empty = [undefined, null, "", [], 0, false, unknownValue, {}].map(isEmpty);

        assert.deepEqual(empty, [true, true, true, true, false, false, false, false]);
    });

    it("may equal an unknown value", () => {
        const same = [maySame("a", "a"), maySame("a", "b"), maySame("a", unknownValue), maySame(unknownValue, "a")];

        assert.deepEqual(same, [true, false, true, true]);
    });

    it("is shortened in a problem", () => {
        const shown = [undefined, false, "text", ["a"], "x".repeat(200)].map(show);

        assert.deepEqual(shown, ["is empty", "false", "text", '["a"]', `${"x".repeat(120)}…`]);
    });

    it("may be a list that includes an unknown value", () => {
        const included = mustInclude("logs", "a")(resource("aws:x:X", { logs: ["b", unknownValue] }));

        assert.deepEqual(included, []);
    });

    it("has an id in the outputs, in the ARN, or none", () => {
        const resources = [{ id: "sg-1", arn: "arn:x/sg-2" }, { arn: "arn:x/sg-2" }, {}].map((each) =>
            resource("aws:x:X", each),
        );

        const ids = resources.map(idOf);

        assert.deepEqual(ids, ["sg-1", "sg-2", unknownValue]);
    });
});
