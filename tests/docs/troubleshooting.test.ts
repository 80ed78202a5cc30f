import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../../offline/runProgram";

const page = join(projectFolder, "docs/troubleshooting.md");
const text = readFileSync(page, "utf8");

/** The page's messages that link to the file that prints them. */
function quotedIn(markdown: string): { readonly message: string; readonly file: string }[] {
    return [...markdown.matchAll(/\[`([^`]+)`\]\(([^)]+\.(?:ts|cjs))\)/g)].map(([, message = "", file = ""]) => ({
        message,
        file: join(dirname(page), file),
    }));
}

/** A file's messages as a terminal shows them: joined over several lines, with `…` for inserted values. */
function messagesOf(file: string): string {
    return readFileSync(file, "utf8")
        .replaceAll(/["'`] \+\n\s*["'`]/g, "")
        .replaceAll(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, "…");
}

function unprinted(markdown: string): string[] {
    return quotedIn(markdown)
        .filter(({ file, message }) => !existsSync(file) || !messagesOf(file).includes(message))
        .map(({ message }) => message);
}

describe("docs/troubleshooting.md", () => {
    it("contains only messages that the commands print", () => {
        assert.ok(quotedIn(text).length >= 25);
        assert.deepEqual(unprinted(text), []);
    });

    it("has every error code of the system for which the commands name a fix", () => {
        const source = readFileSync(join(projectFolder, "tools/cli/failure.ts"), "utf8");
        const codes = [...source.matchAll(/"(E[A-Z]+)"/g)].map(([, code]) => String(code));

        const missing = codes.filter((code) => !text.includes(`\`${code}\``));

        assert.ok(codes.length >= 9);
        assert.deepEqual(
            missing.filter((code) => code !== "ENOENT"),
            [],
        );
    });

    it("is linked from messages and README", () => {
        const leading = ["README.md", "tools/cli/failure.ts"].filter((file) =>
            readFileSync(join(projectFolder, file), "utf8").includes("docs/troubleshooting.md"),
        );

        assert.deepEqual(leading, ["README.md", "tools/cli/failure.ts"]);
    });

    it("fails for a message that is not printed and for a file that does not exist", () => {
        const wrong = unprinted(
            "[`The packages are not there`](../tools/cli/requirements.cjs) [`x`](../none.ts) " +
                "[`The packages are not installed`](../tools/cli/requirements.cjs)",
        );

        assert.deepEqual(wrong, ["The packages are not there", "x"]);
    });
});
