import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { bundle } from "../../../components/function/bundle";
import { plainModule } from "../../../components/function/plainModule";
import { importHandler } from "../../harness/importText";

const limits = { most: 3, text: 'a, "b": c' };
const add = (value: number): number => value + limits.most;

/** Calls what it captured, among it `this` and a text that looks like an object literal. */
function answer(this: unknown, value: number): unknown[] {
    return [add(value), limits.text, this === undefined];
}

/** Text as Pulumi writes it. */
async function serialised(): Promise<string> {
    return (await pulumi.runtime.serializeFunction(answer)).text;
}

describe("plainModule", () => {
    it("does what Pulumi's text does, without a with statement", async () => {
        const text = plainModule(await serialised());

        const handler = await importHandler(await bundle(text));
        const answered = handler(4);

        assert.deepEqual(answered, [7, 'a, "b": c', false]);
        assert.doesNotMatch(text, /\bwith\b/);
    });

    it("creates a function once", async () => {
        const text = plainModule(await serialised());

        const made = text.match(/__answer_made \?\?= /g);

        assert.equal(made?.length, 1);
    });

    it("refuses captured values that it cannot separate", () => {
        const wrapper = [
            "function __x() {",
            "  return (function() {",
            "    with({ a: [1, 2], this: undefined, arguments: undefined }) {",
            "",
            "return () => a;",
            "",
            "    }",
            "  }).apply(undefined, undefined).apply(this, arguments);",
            "}",
            "exports.handler = __x;",
        ].join("\n");

        assert.throws(() => plainModule(wrapper), /writes captured values in another way: a: \[1, 2\]/);
    });

    it("refuses a text that exports nothing", () => {
        assert.throws(() => plainModule("const x = 1;"), /exports a closure in another way/);
    });

    it("leaves a wrapper of another shape to esbuild, which refuses it", async () => {
        const text = plainModule("exports.handler = function () { with ({ a: 1 }) { return a; } };");

        await assert.rejects(bundle(text), /With statements cannot be used/);
    });
});
