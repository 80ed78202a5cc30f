import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { textsWithin } from "./passwords";
import { idOf, kindOf } from "./resources";
import { stacks, wholeProgram } from "./runs";

/**
 * The output by which other resources refer to a resource. The plan shows a reference without it, but AWS does not
 * accept every form: with a key's id in place of its ARN, every preview would show a difference.
 */
const referredBy: Readonly<Record<string, string>> = {
    ClusterParameterGroup: "name",
    Function: "arn",
    Key: "arn",
    Parameter: "arn",
    Role: "arn",
    Secret: "arn",
    SecurityGroup: "id",
    SubnetGroup: "name",
    Topic: "arn",
};

/** References by another output, because the input takes no ARN. */
const exceptions = [
    "Alias.targetKeyId: Key keyId",
    "RolePolicy.role: Role name",
    "RolePolicyAttachment.role: Role name",
];

describe("a reference to a resource", () => {
    for (const stack of stacks) {
        it(`holds the output that AWS reports in ${stack}`, async () => {
            const found = references(await wholeProgram({ stack }));

            const others = found.filter(({ kind, output }) => referredBy[kind] !== output);

            assert.deepEqual([...new Set(found.map(({ kind }) => kind))].sort(), Object.keys(referredBy));
            assert.deepEqual([...new Set(others.map(({ label }) => label))].sort(), exceptions);
        });
    }
});

/** The inputs that hold an output of a resource of {@link referredBy}. */
function references({ resources }: ProgramRun) {
    const outputs = new Map<string, { kind: string; output: string }>();
    for (const resource of resources.filter((each) => kindOf(each) in referredBy)) {
        const kind = kindOf(resource);
        const { arn, keyId, name } = resource.outputs;
        const known = { arn, keyId, name: resource.inputs.name === name ? undefined : name, id: idOf(resource) };
        for (const [output, value] of Object.entries(known)) {
            if (typeof value === "string" && !outputs.has(value)) {
                outputs.set(value, { kind, output });
            }
        }
    }
    return resources.flatMap((resource) =>
        textsWithin(resource.inputs).flatMap(({ path, text }) => {
            const owner = outputs.get(text);
            return owner === undefined
                ? []
                : [{ ...owner, label: `${kindOf(resource)}${path}: ${owner.kind} ${owner.output}` }];
        }),
    );
}
