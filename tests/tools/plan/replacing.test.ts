import { deepEqual } from "node:assert/strict";
import { readFileSync } from "node:fs";
import * as path from "node:path";
import * as ts from "typescript";
import { mapping } from "../../../offline/mapping";
import { projectFolder } from "../../../offline/runProgram";
import { comparePlans } from "../../../tools/plan/compare";
import { replacingInputs } from "../../../tools/plan/replacing";
import { difference } from "../../engine/providers/planning";
import { knownTypes, resourceType } from "../../engine/providers/resourceTypes";
import { changedDev, decommissionedProd, stacks, wholeProgram } from "../../program/runs";
import { replacingSources } from "./replacingSources";
import { samplePlan, sampleResource } from "./samples";

/** What a real provider answered to a change of one input alone: `what` in the file says which, and how. */
const seen: unknown = JSON.parse(readFileSync(path.join(__dirname, "replacingSeen.json"), "utf8"));

const answers = Object.entries(mapping(mapping(seen).answers)).flatMap(([type, inputs]) =>
    Object.entries(mapping(inputs)).map(([input, answer]) => ({ type, input, replaces: answer === "replace" })),
);

const words = (text = ""): readonly string[] => text.split(" ").filter((word) => word !== "");

/** What the sources of the other rows say. */
const sourced = Object.entries(replacingSources).flatMap(([type, { replaces, updates }]) => [
    ...words(replaces).map((input) => ({ type, input, replaces: true })),
    ...words(updates).map((input) => ({ type, input, replaces: false })),
]);

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

/** Whether the engine's double replaces a resource of the type when its inputs change so. */
function isReplacedByDouble(type: string, from: object, to: object): boolean {
    return difference(type, { state: { ...from }, oldInputs: { ...from }, news: { ...to } }, []).replacing.length > 0;
}

describe("what replaces a resource", () => {
    it("is what a real provider answered, in the plan's table and in the engine's double", () => {
        const wrong = answers.filter(
            ({ type, input, replaces }) =>
                replacingInputs(type).includes(input) !== replaces ||
                isReplacedByDouble(type, { [input]: "a" }, { [input]: "b" }) !== replaces,
        );

        deepEqual([answers.length, wrong], [107, []]);
    });

    it("is what the provider's schemas and documents say of the inputs that it was not asked for", () => {
        const wrong = sourced.filter(({ type, input, replaces }) => replacingInputs(type).includes(input) !== replaces);

        deepEqual(wrong, []);
    });

    it("has an answer or a source for each input that the program sets", async () => {
        const known = new Set([...answers, ...sourced].map(({ type, input }) => `${type} ${input}`));

        const set: string[] = [];
        for (const options of [...stacks.map((stack) => ({ stack })), changedDev, decommissionedProd]) {
            const { resources } = await wholeProgram(options);
            const own = resources.filter(({ type }) => type.startsWith("aws:"));
            set.push(...own.flatMap(({ type, inputs }) => Object.keys(inputs).map((input) => `${type} ${input}`)));
        }

        deepEqual(
            [...new Set(set)].filter((pair) => !known.has(pair)),
            [],
        );
    });

    for (const type of [
        "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    ]) {
        for (const [title, from, to, effect] of [
            ["another group", { referencedSecurityGroupId: "sg-1" }, { referencedSecurityGroupId: "sg-2" }, "update"],
            ["a range for a group", { referencedSecurityGroupId: "sg-1" }, { cidrIpv4: "10.0.0.0/8" }, "replace"],
        ] as const) {
            it(`is not a rule's source, but its kind: ${title}, ${type}`, () => {
                const plan = (settings: object) => samplePlan([sampleResource({ type, settings: { ...settings } })]);

                const { changed, replaced } = comparePlans(plan(from), plan(to));
                const isReplaced = isReplacedByDouble(type, from, to);

                const effects = [...changed, ...replaced].flatMap(({ changes }) => changes.map((each) => each.effect));
                deepEqual([...new Set(effects)], [effect]);
                deepEqual(isReplaced, effect === "replace");
            });
        }
    }
});

describe("the arguments without which the engine's double refuses a resource", () => {
    for (const type of knownTypes()) {
        it(`are those that @pulumi/aws requires: ${type}`, () => {
            const required = [...resourceType(type).required].sort();

            deepEqual(required, requiredOf(type));
        });
    }
});
