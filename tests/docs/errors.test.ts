import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { errorsDocument, errorsFile } from "../../tools/docs/errorsDocument";

describe("docs/errors.md", () => {
    it("is up to date with the codes", async () => {
        const made = await errorsDocument();

        const found = readFileSync(errorsFile, "utf8");

        assert.equal(found, made, "run npm run docs");
    });
});
