import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { policiesDocument, policiesFile } from "../../tools/docs/policiesDocument";

describe("docs/policies.md", () => {
    it("is what npm run docs makes of the rules", async () => {
        const made = await policiesDocument();

        const found = readFileSync(policiesFile, "utf8");

        assert.equal(found, made, "run npm run docs");
    });
});
