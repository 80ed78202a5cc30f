import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { readCiFile } from "./workflows";

/** The elements of a form that GitHub knows; it shows no form that has another. */
const elements = ["markdown", "textarea", "input", "dropdown", "checkboxes", "upload"];

const forms = readdirSync(join(projectFolder, ".github/ISSUE_TEMPLATE"))
    .filter((file) => file !== "config.yml")
    .map((file) => readCiFile(`.github/ISSUE_TEMPLATE/${file}`));

describe("the issue forms", () => {
    it("have what GitHub needs to show them", () => {
        const incomplete = forms.filter(
            ({ content }) =>
                [content.name, content.description].some((text) => typeof text !== "string") ||
                bodyOf(content).length === 0,
        );
        const faulty = forms.flatMap(({ path, content }) =>
            bodyOf(content)
                .filter(({ type, attributes }) => {
                    const { label, value } = toRecord(attributes);
                    const text = type === "markdown" ? value : label;
                    return !elements.includes(String(type)) || typeof text !== "string";
                })
                .map(({ id }) => `${path}: ${String(id)}`),
        );

        assert.ok(forms.length >= 2);
        assert.deepEqual(incomplete, []);
        assert.deepEqual(faulty, []);
    });

    it("give each question an id of its own", () => {
        for (const { content } of forms) {
            const ids = bodyOf(content)
                .filter(({ type }) => type !== "markdown")
                .map(({ id }) => id);

            assert.deepEqual(ids, [...new Set(ids)]);
        }
    });
});

describe(".github/CODEOWNERS", () => {
    it("names paths that exist", () => {
        const lines = readFileSync(join(projectFolder, ".github/CODEOWNERS"), "utf8").matchAll(/^(?:# )?\/(\S+) +@/gm);

        const paths = [...lines].map(([, path]) => String(path));

        assert.ok(paths.length > 0);
        assert.deepEqual(
            paths.filter((path) => !existsSync(join(projectFolder, path))),
            [],
        );
    });
});

function bodyOf(content: Readonly<Record<string, unknown>>): readonly Readonly<Record<string, unknown>>[] {
    return Array.isArray(content.body) ? content.body.map(toRecord) : [];
}
