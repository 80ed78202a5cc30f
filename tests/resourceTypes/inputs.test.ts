import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import { toRecord } from "../../offline/toRecord";
import { resourceType, resourceTypes } from "../../resourceTypes";
import type { ResourceType } from "../../resourceTypes/resourceType";
import { difference } from "../engine/providers/planning";
import { declaredArguments } from "./declaredArguments";
import { effectOf } from "./effectOf";

const records: readonly ResourceType[] = Object.values(resourceTypes);

/** The effects that a real provider had when one input alone changed: `what` in the file says which provider. */
const measured: unknown = JSON.parse(readFileSync(path.join(__dirname, "providerAnswers.json"), "utf8"));

const answers = Object.entries(toRecord(toRecord(measured).answers)).flatMap(([type, inputs]) =>
    Object.entries(toRecord(inputs)).map(([input, effect]) => ({ type, input, effect })),
);

describe("the inputs of a resource type", () => {
    it("have the effect that a real provider had", () => {
        const wrong = answers.filter(({ type, input, effect }) => effectOf(resourceType(type), input) !== effect);

        deepEqual([answers.length, wrong], [107, []]);
    });

    it("have the same effect in the engine's tests, whose provider is a double", () => {
        const wrong = answers.filter(({ type, input, effect }) => {
            const [before, after] = [{ [input]: "before" }, { [input]: "after" }];
            const { changed, replacing } = difference(type, { state: before, oldInputs: before, news: after }, []);
            return !changed.includes(input) || replacing.includes(input) !== (effect === "replace");
        });

        deepEqual(wrong, []);
    });

    it("either replace the resource or update it", () => {
        const both = records.flatMap(({ token, replacedBy, updatedBy = [] }) =>
            updatedBy.filter((input) => replacedBy.includes(input)).map((input) => `${token}: ${input}`),
        );

        deepEqual(both, []);
    });

    for (const { token, required = [], taggable } of records) {
        it(`are declared so by @pulumi/aws: ${token}`, () => {
            const declared = declaredArguments(token);

            const needed = declared.filter(({ optional }) => !optional).map(({ name }) => name);
            deepEqual(
                { required: [...required].sort(), taggable },
                { required: needed.sort(), taggable: declared.some(({ name }) => name === "tags") },
            );
        });
    }
});
