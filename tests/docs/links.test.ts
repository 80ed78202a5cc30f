import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { brokenLinks } from "./brokenLinks";

const withoutDocuments = ["node_modules", "coverage"];

/** Every Markdown file of the project. */
function documentsIn(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            const isSkipped = withoutDocuments.includes(entry.name) || /^\.(?!github$)/.test(entry.name);
            return isSkipped ? [] : documentsIn(path);
        }
        return entry.name.endsWith(".md") ? [path] : [];
    });
}

describe("the documents", () => {
    it("link to files and headings that exist", () => {
        const documents = documentsIn(projectFolder);

        const broken = documents.flatMap((file) =>
            brokenLinks(readFileSync(file, "utf8"), file).map((link) => `${relative(projectFolder, file)}: ${link}`),
        );

        assert.ok(documents.length > 15);
        assert.deepEqual(broken, []);
    });
});

describe("the check of links", () => {
    const file = join(projectFolder, "docs/none.md");

    it("finds a file and a heading that do not exist", () => {
        const broken = brokenLinks(
            [
                "# A title",
                "[a](none.ts) [b](ci.md#set-up) [c](ci.md#none) [d](#a-title) [e](#none) [f](https://example.com/#g)",
                "[`g`](../README.md) [h](../README.md#none) [i](../tools)",
            ].join("\n"),
            file,
        );

        assert.deepEqual(broken, ["none.ts", "ci.md#none", "#none", "../README.md#none"]);
    });

    it("does not read code", () => {
        const broken = brokenLinks("`[a](none.ts)`\n\n```sh\n# no heading\n[b](none.ts)\n```\n[c](#no-heading)", file);

        assert.deepEqual(broken, ["#no-heading"]);
    });

    it("numbers headings of the same text", () => {
        const broken = brokenLinks("## Look\n\n## Look\n\n[a](#look) [b](#look-1) [c](#look-2)", file);

        assert.deepEqual(broken, ["#look-2"]);
    });
});
