import assert from "node:assert/strict";
import { stacks, wholeProgram } from "../program/runs";
import {
    allowing,
    ciStatements,
    deployPolicies,
    optionalPolicies,
    reads,
    rendered,
    serviceOf,
    values,
} from "./policies";

const policies = ["preview-policy.json", "deploy-policy.json"];

describe("the roles' policies", () => {
    for (const policy of policies) {
        it(`${policy} fits a role, whose inline policies have at most 10,240 characters`, () => {
            const characters = rendered(policy).replace(/\s/g, "").length;

            assert.ok(characters <= 10_240, `${characters} characters`);
        });
    }

    for (const policy of optionalPolicies) {
        it(`${policy} fits a managed policy, which has at most 6,144 characters`, () => {
            const characters = rendered(policy).replace(/\s/g, "").length;

            assert.ok(characters <= 6_144, `${characters} characters`);
        });
    }

    for (const stack of stacks) {
        it(`allow changes of ${stack} under the names of its resources`, async () => {
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
                (action) => allowing(deployPolicies, action, arn),
            ),
        );

        assert.deepEqual(changing, []);
    });
});

/** Whether the deploy role may do more than read a resource. */
function mayBeChanged(arn: string): boolean {
    const actions = ciStatements(deployPolicies).flatMap((statement) => statement.actions);
    return actions.some(
        (action) =>
            serviceOf(action) === serviceOf(arn) &&
            !reads.test(action) &&
            !action.endsWith("*") &&
            allowing(deployPolicies, action, arn).length > 0,
    );
}
