import assert from "node:assert/strict";
import { ciStatements, values } from "./policies";

describe("the roles' trust", () => {
    const subjects = { "preview-trust.json": "staging-preview", "deploy-trust.json": "staging" };

    for (const [file, environment] of Object.entries(subjects)) {
        it(`${file} is in the environment ${environment} of this repository, exactly`, () => {
            const statements = ciStatements(file);

            assert.deepEqual(
                statements.map(({ effect, actions, definition: { Principal, Condition } }) => ({
                    effect,
                    actions,
                    Principal,
                    Condition,
                })),
                [
                    {
                        effect: "Allow",
                        actions: ["sts:AssumeRoleWithWebIdentity"],
                        Principal: {
                            Federated: `arn:aws:iam::${String(values.ACCOUNT_ID)}:oidc-provider/token.actions.githubusercontent.com`,
                        },
                        Condition: {
                            StringEquals: {
                                "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
                                "token.actions.githubusercontent.com:sub": `${String(values.SUBJECT)}:environment:${environment}`,
                            },
                        },
                    },
                ],
            );
        });
    }
});
