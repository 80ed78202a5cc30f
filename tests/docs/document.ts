import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../local/program/runProgram";

/** Where the document is. */
export const documentFile = join(projectFolder, "docs/access.md");

/** The texts of the document's code blocks in a language. */
export function codeBlocks(language: string): string[] {
    return [...readFileSync(documentFile, "utf8").matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
        .filter(([, found]) => found === language)
        .map(([, , block]) => String(block));
}

/** The policy that the document gives an application's role. */
export function applicationPolicy(): string {
    const [policy = ""] = codeBlocks("json");
    return policy;
}
