import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { codeBlocks } from "../markdown";

/** The path of docs/access.md. */
const documentFile = join(projectFolder, "docs/access.md");

/** The document's code blocks in a language. */
export function accessBlocks(language: string): string[] {
    return codeBlocks(language, readFileSync(documentFile, "utf8"));
}

/** The SQL statements in the code blocks under a heading. */
export function sqlUnder(heading: string): string[] {
    const text = readFileSync(documentFile, "utf8");
    const section = text.split(/^## /m).find((each) => each.startsWith(`${heading}\n`)) ?? "";
    return [...section.matchAll(/^```sql\n([^]*?)^```$/gm)].map(([, statement]) => String(statement));
}

/** The document's example of a successful health check, and of the metrics that it writes. */
export function healthCheckExamples(): Readonly<Record<"answer" | "metrics", Readonly<Record<string, unknown>>>> {
    return { answer: exampleWith("endpoints"), metrics: exampleWith("_aws") };
}

/** The document's example of a roll-up. */
export function rollUpExample(): Readonly<Record<string, unknown>> {
    return exampleWith("asOf");
}

function exampleWith(member: string): Readonly<Record<string, unknown>> {
    const examples = accessBlocks("json").map((block) => toRecord(JSON.parse(block)));
    return toRecord(examples.find((example) => member in example));
}

/** The document's policy for the role of an application. */
export function applicationPolicy(): string {
    const [policy = ""] = accessBlocks("json");
    return policy;
}
