import { deepEqual, equal, throws } from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import * as path from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { resourceType, resourceTypes } from "../../resourceTypes";
import { awsxVpc } from "../../resourceTypes/awsxVpc";
import type { ResourceType } from "../../resourceTypes/resourceType";
import { pricedTypes } from "../../tools/cost/resourceCosts";

const records: readonly ResourceType[] = Object.values(resourceTypes);
const childrenOfVpc: readonly string[] = Object.values(awsxVpc).map(({ token }) => token);
const rulesFolder = path.join(projectFolder, "policy/rules");

describe("the records of resource types", () => {
    it("have a token each", () => {
        const tokens = new Set(records.map(({ token }) => token));

        equal(tokens.size, records.length);
    });

    it("say why a type is free exactly if it has no price", () => {
        const priced = pricedTypes();
        const wrong = records.filter(
            ({ token, freeBecause }) =>
                !childrenOfVpc.includes(token) && priced.includes(token) === (freeBecause !== undefined),
        );

        deepEqual(
            wrong.map(({ token }) => token),
            [],
        );
    });

    it("name a type ruled exactly if a rule of the policy names it", () => {
        const rules = readdirSync(rulesFolder)
            .map((file) => readFileSync(path.join(rulesFolder, file), "utf8"))
            .join("\n");
        const named = new Set([...rules.matchAll(/\btypes\.(\w+)/g)].map(([, name]) => name));

        const wrong = Object.entries(resourceTypes).filter(
            ([name, { policy }]) => (policy === "ruled") !== named.has(name),
        );

        deepEqual(
            wrong.map(([name]) => name),
            [],
        );
    });

    it("refer to types that have records", () => {
        const kept = records.flatMap(({ keeps = {} }) => Object.values(keeps));

        deepEqual(
            kept.filter((token) => records.every((record) => record.token !== token)),
            [],
        );
    });
});

describe("a type without a record", () => {
    it("is refused with the place for the record", () => {
        throws(
            () => resourceType("aws:sqs/queue:Queue"),
            /^Error: aws:sqs\/queue:Queue: has no record; add one to the file of its service in .*resourceTypes$/,
        );
    });
});
