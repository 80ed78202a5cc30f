import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { linksOf } from "./markdown";
import { testTitles } from "./testTitles";

/**
 * The links of a text to tests that are not there: `[title of a test](its file)`, the title as the file writes it, with
 * an ellipsis for what a template fills in.
 *
 * @param document the file that the links are relative to.
 */
export function missingProofs(markdown: string, document: string): string[] {
    return proofsOf(markdown)
        .filter(({ text, target }) => {
            const file = join(dirname(document), target);
            return !existsSync(file) || !titlesOnce(file).includes(text);
        })
        .map(({ text, target }) => `${target}: ${text}`);
}

/** The links of a text to test files, but for those that give a file's own name. */
export function proofsOf(markdown: string) {
    return linksOf(markdown).filter(({ text, target }) => /\btests\/.*\.ts$/.test(target) && !text.endsWith("`"));
}

/** The links of a text to files that are not there. */
export function missingFiles(markdown: string, document: string): string[] {
    return linksOf(markdown)
        .map(({ target }) => target)
        .filter((target) => !/^https?:/.test(target) && !existsSync(join(dirname(document), target)));
}

const known = new Map<string, readonly string[]>();

function titlesOnce(file: string): readonly string[] {
    const titles = known.get(file) ?? testTitles(file);
    known.set(file, titles);
    return titles;
}
