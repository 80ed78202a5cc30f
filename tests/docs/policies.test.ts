import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policiesDocument, policiesFile } from "../../tools/docs/policiesDocument";

describe("docs/policies.md", () => {
    it("is up to date with the rules", async () => {
        const made = await policiesDocument();

        const found = readFileSync(policiesFile, "utf8");

        assert.equal(found, made, "run npm run docs");
    });
});
