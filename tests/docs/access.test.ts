import { deepEqual, equal, ok } from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../../local/program/runProgram";
import { codeBlocks, documentFile } from "./document";

describe("docs/access.md", () => {
    for (const [language, name] of [
        ["js", "application.mjs"],
        ["python", "application.py"],
    ]) {
        it(`shows docs/snippets/${name} as it is`, () => {
            const snippet = readFileSync(join(projectFolder, "docs/snippets", String(name)), "utf8");

            const shown = codeBlocks(String(language));

            equal(shown.length, 1);
            ok(shown[0] === snippet, `copy docs/snippets/${String(name)} into the document`);
        });
    }

    it("links to files that are there", () => {
        const text = readFileSync(documentFile, "utf8");

        const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, link]) => String(link));

        const missing = links.filter((link) => !existsSync(join(dirname(documentFile), link)));

        ok(links.length > 0);
        deepEqual(missing, []);
    });
});
