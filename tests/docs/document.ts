import { readFileSync } from "node:fs";
import { join } from "node:path";
import { toRecord } from "../../offline/toRecord";
import { projectFolder } from "../../offline/runProgram";

/** Where the document is. */
export const documentFile = join(projectFolder, "docs/access.md");

/** The texts of the document's code blocks in a language. */
export function codeBlocks(language: string): string[] {
    return [...readFileSync(documentFile, "utf8").matchAll(/^```(\w*)\n([^]*?)^```$/gm)]
        .filter(([, found]) => found === language)
        .map(([, , block]) => String(block));
}

/** The answer of a healthy database to a health check that the document shows, and the metrics that it writes. */
export function healthCheckExamples(): Readonly<Record<"answer" | "metrics", Readonly<Record<string, unknown>>>> {
    const examples = codeBlocks("json").map((block) => toRecord(JSON.parse(block)));
    const having = (member: string) => toRecord(examples.find((example) => member in example));
    return { answer: having("endpoints"), metrics: having("_aws") };
}

/** The policy that the document gives an application's role. */
export function applicationPolicy(): string {
    const [policy = ""] = codeBlocks("json");
    return policy;
}
