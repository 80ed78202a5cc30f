import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { linksOf } from "./markdown";

/** The test files that a text links to, relative to its document. */
export function proofsOf(markdown: string): string[] {
    return linksOf(markdown)
        .map(({ target }) => target)
        .filter((target) => /\btests\/.*\.ts$/.test(target));
}

/**
 * The linked test files that do not exist or contain no test.
 *
 * @param document the file that the links are relative to.
 */
export function emptyProofs(markdown: string, document: string): string[] {
    return proofsOf(markdown).filter((target) => {
        const file = join(dirname(document), target);
        return !existsSync(file) || !/^\s*(it|describeRules)\(/m.test(readFileSync(file, "utf8"));
    });
}
