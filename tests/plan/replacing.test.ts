import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { mapping } from "../../local/program/mapping";
import { projectFolder } from "../../local/program/runProgram";
import { replacingInputs } from "../../plan/replacing";
import { knownTypes, resourceType } from "../engine/providers/resourceTypes";

/** What a real provider answered to a change of one input alone: `what` in the file says which, and how. */
const seen: unknown = JSON.parse(readFileSync(path.join(__dirname, "replacingSeen.json"), "utf8"));

const answers = Object.entries(mapping(mapping(seen).answers)).flatMap(([type, inputs]) =>
    Object.entries(mapping(inputs)).map(([input, answer]) => ({ type, input, replaces: answer === "replace" })),
);

/** The properties of a type's `…Args` in the declarations of `@pulumi/aws` that have no question mark. */
function requiredOf(type: string): string[] {
    const [, module = "", kind = ""] = type.split(":");
    const [folder = "", file = ""] = module.split("/");
    // `vpc/securityGroupEgressRule` and `ec2/vpc` alike are a folder and a file.
    const declaration = path.join(projectFolder, "node_modules/@pulumi/aws", folder, `${file}.d.ts`);
    const source = ts.createSourceFile(declaration, readFileSync(declaration, "utf8"), ts.ScriptTarget.Latest);
    const args = source.statements.filter(ts.isInterfaceDeclaration).find(({ name }) => name.text === `${kind}Args`);
    if (args === undefined) {
        throw new Error(`${declaration} declares no ${kind}Args`);
    }
    return args.members
        .filter(ts.isPropertySignature)
        .filter(({ questionToken }) => questionToken === undefined)
        .flatMap(({ name }) => (ts.isIdentifier(name) ? [name.text] : []))
        .sort();
}

describe("what replaces a resource", () => {
    it("is what a real provider answered, in the plan's table and in the engine's double", () => {
        const wrong = answers.filter(
            ({ type, input, replaces }) =>
                replacingInputs(type).includes(input) !== replaces ||
                resourceType(type).replaces.includes(input) !== replaces,
        );

        deepEqual([answers.length, wrong], [107, []]);
    });
});

describe("the arguments without which the engine's double refuses a resource", () => {
    for (const type of knownTypes()) {
        it(`are those that @pulumi/aws requires: ${type}`, () => {
            const required = [...resourceType(type).required].sort();

            deepEqual(required, requiredOf(type));
        });
    }
});
