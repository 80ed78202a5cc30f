import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { brokenLinks } from "./brokenLinks";
import { documents } from "./documents";

describe("the documents", () => {
    it("link to files and headings that exist", () => {
        const files = documents();

        const broken = files.flatMap((file) =>
            brokenLinks(readFileSync(file, "utf8"), file).map((link) => `${relative(projectFolder, file)}: ${link}`),
        );

        assert.ok(files.length > 15);
        assert.deepEqual(broken, []);
    });

    it("name paths of the project that exist", () => {
        const folders = readdirSync(projectFolder).filter((name) => /^\w+$/.test(name));
        const path = new RegExp(`\`((?:${folders.join("|")})/[\\w./-]+)\``, "g");

        const named = documents().flatMap((file) =>
            [...readFileSync(file, "utf8").matchAll(path)].map(([, name]) => String(name)),
        );

        assert.ok(named.length > 50);
        assert.deepEqual(
            named.filter((name) => !existsSync(join(projectFolder, name))),
            [],
        );
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
