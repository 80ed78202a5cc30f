import { doesNotThrow, ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { projectFolder } from "../../offline/runProgram";
import { configText } from "../../offline/stackConfig";
import { toRecord } from "../../offline/toRecord";
import { parseSettings } from "../../settings";
import { stackValues } from "../settings/stackFiles";
import { codeBlocks } from "./markdown";

const project = "experimentation-database";

/** An example: what the document puts into a stack's file, or sets by commands. */
type Example = Readonly<Record<string, unknown>>;

/** A document's examples in YAML. A block of ends of URNs belongs to the mapping `imports` of the block before it. */
function yamlExamples(text: string): Example[] {
    return codeBlocks("yaml", text).reduce<Example[]>((examples, block) => {
        const content = toRecord(parse(block));
        const before = examples.at(-1);
        if (before === undefined || Object.keys(content).some((key) => !/^\w+::/.test(key))) {
            return [...examples, "config" in content ? toRecord(content.config) : content];
        }
        const key = `${project}:imports`;
        return [...examples, { ...before, [key]: { ...toRecord(before[key]), ...content } }];
    }, []);
}

/** The keys that each block of commands sets. */
function commandExamples(text: string): Example[] {
    return codeBlocks("sh", text)
        .map((block) => [...block.matchAll(/^npx pulumi config set -s \S+ (\w+) (\S+)$/gm)])
        .filter((commands) => commands.length > 0)
        .map((commands) => Object.fromEntries(commands.map(([, key, value]) => [`${project}:${String(key)}`, value])));
}

describe("the examples of configuration", () => {
    for (const [document, count] of Object.entries({ adopt: 1, restore: 6, cutover: 1 })) {
        it(`are accepted by the program: docs/${document}.md`, () => {
            const text = readFileSync(join(projectFolder, `docs/${document}.md`), "utf8");

            const examples = [...yamlExamples(text), ...commandExamples(text)];

            ok(examples.length >= count, `${examples.length} examples`);
            for (const example of examples) {
                const values = Object.fromEntries(
                    Object.entries(example).map(([key, value]) => [key.replace(`${project}:`, ""), configText(value)]),
                );
                const stack = values.environment === "prod" ? "prod" : "staging";
                doesNotThrow(() => parseSettings(stackValues(stack, values), stack), JSON.stringify(example));
            }
        });
    }
});
