import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";

/**
 * An option that AWS CLI 1 does not have: https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html
 */
const optionOfVersion2 = "--cli-binary-format";

describe("the documents", () => {
    it("mention AWS CLI 2 at the beginning or in each section with a command that needs it", () => {
        const documents = readdirSync(join(projectFolder, "docs"))
            .filter((file) => file.endsWith(".md"))
            .map((file) => `docs/${file}`);
        const sections = ["README.md", ...documents].flatMap((file) => {
            const [beginning = "", ...others] = readFileSync(join(projectFolder, file), "utf8").split(/^## /m);
            return others.map((text) => ({ title: `${file}: ${text.split("\n", 1).join("")}`, text, beginning }));
        });
        const using = sections.filter(({ text }) => text.includes(optionOfVersion2));

        const silent = using.filter(({ text, beginning }) => !(beginning + text).includes("AWS CLI 2"));

        assert.ok(using.length >= 2);
        assert.deepEqual(
            silent.map(({ title }) => title),
            [],
        );
    });
});
