import assert from "node:assert/strict";
import type { RegisteredResource } from "../../local/program/registeredResource";
import { stacks, wholeProgram } from "../program/runs";
import { allowing, reads, rendered, serviceOf, statementsOf, values } from "./policies";

const policies = ["preview-policy.json", "deploy-policy.json"];

describe("the roles' policies", () => {
    for (const policy of policies) {
        for (const stack of stacks) {
            it(`${policy} covers every service of ${stack}`, async () => {
                const { resources } = await wholeProgram({ stack });

                const needed = new Set(resources.filter(({ custom }) => custom).map(serviceOfType));

                const covered = new Set(
                    statementsOf(policy)
                        .filter(({ effect }) => effect === "Allow")
                        .flatMap(({ actions }) => actions.map(serviceOf)),
                );
                assert.ok(needed.has("rds") && needed.has("ec2"));
                assert.deepEqual([...needed].filter((service) => !covered.has(service)).sort(), []);
            });
        }

        it(`${policy} fits a role, which takes 10,240 characters of policies written into it`, () => {
            const characters = rendered(policy).replace(/\s/g, "").length;

            assert.ok(characters <= 10_240, `${characters} characters`);
        });
    }

    for (const stack of stacks) {
        it(`let ${stack} be changed under the names that its resources get`, async () => {
            const { resources } = await wholeProgram({ stack });

            const arns = resources.flatMap(({ custom, outputs }) =>
                custom && typeof outputs.arn === "string" ? [outputs.arn] : [],
            );

            assert.ok(arns.length > 20);
            assert.deepEqual(
                arns.filter((arn) => !mayBeChanged(arn)),
                [],
            );
        });
    }

    it("let the deploy role change no role of the workflows, and hand none on to another service", () => {
        const own = ["github-staging-preview", "github-staging-deploy", "admin"].map(
            (role) => `arn:aws:iam::${String(values.ACCOUNT_ID)}:role/${role}`,
        );

        const changing = own.flatMap((arn) =>
            ["iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy", "iam:AttachRolePolicy", "iam:PassRole"].flatMap(
                (action) => allowing("deploy-policy.json", action, arn),
            ),
        );

        assert.deepEqual(changing, []);
    });
});

/** The IAM service of a resource's type, for instance `logs` for `aws:cloudwatch/logGroup:LogGroup`. */
function serviceOfType({ type }: RegisteredResource): string {
    const [, module = "", kind = ""] = /^awsx?:(\w+)[:/](\w+)/.exec(type) ?? assert.fail(`${type}: not a type of AWS`);
    if (module === "cloudwatch" && kind.startsWith("log")) {
        return "logs";
    }
    return module === "vpc" ? "ec2" : module;
}

/** Whether the deploy role may do more with a resource than read it. */
function mayBeChanged(arn: string): boolean {
    const actions = statementsOf("deploy-policy.json").flatMap((statement) => statement.actions);
    return actions.some(
        (action) =>
            serviceOf(action) === serviceOf(arn) &&
            !reads.test(action) &&
            !action.endsWith("*") &&
            allowing("deploy-policy.json", action, arn).length > 0,
    );
}
