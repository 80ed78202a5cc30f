import assert from "node:assert/strict";
import { startAwsEndpoints } from "../../../../tools/local/aws/endpoints";
import { access, account, keyArn, policy, rotationArn } from "./fixture";

describe("startAwsEndpoints, for an account that it does not support,", () => {
    const faultyPolicy = policy({ NotAction: "kms:*", Resource: "*" });
    const refused: [what: string, change: object, message: RegExp][] = [
        [
            "a role's policy",
            { principals: [{ ...access, policies: [...access.policies, faultyPolicy] }] },
            /^Error: arn:aws:iam::111122223333:role\/access-role, policy 2, statement 1: the element NotAction is not/,
        ],
        [
            "a key's policy",
            { keys: [{ arn: keyArn, policy: faultyPolicy }] },
            /^Error: arn:aws:kms:eu-west-1:111122223333:key\/1, statement 1: the element NotAction is not supported/,
        ],
        [
            "a permission",
            { permissions: [{ functionArn: rotationArn, action: "lambda", principal: "s3.amazonaws.com" }] },
            /^Error: permission of arn:aws:lambda:eu-west-1:111122223333:function:rotation, statement 1: Action lambda /,
        ],
        [
            "a secret's policy that allows",
            {
                secrets: account.secrets.map((secret) => ({
                    ...secret,
                    policy: policy({ Principal: "*", Action: "secretsmanager:GetSecretValue", Resource: "*" }),
                })),
            },
            /^Error: arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-\S+: its policy allows something/,
        ],
        [
            "an endpoint's policy",
            { endpoints: [{ api: "ssm", policy: faultyPolicy }] },
            /^Error: endpoint of ssm, statement 1: the element NotAction is not supported/,
        ],
        [
            "a secret without its key",
            { keys: [] },
            /^Error: The secret reader is encrypted under arn:aws:kms:eu-west-1:111122223333:key\/1, which is none of/,
        ],
    ];
    for (const [what, change, message] of refused) {
        it(`refuses ${what}`, async () => {
            await assert.rejects(startAwsEndpoints({ ...account, ...change }), message);
        });
    }
});
