import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy } from "../../tools/local/iam/policy";
import { endpointPolicyOf } from "./policies";
import { ofKind } from "./resources";
import { region, stacks, wholeProgram } from "./runs";

/** A principal that may do everything, so that only the endpoint's policy can refuse. */
const everything = parsePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    "identity",
    "administrator",
);

const parameter = `arn:aws:ssm:${region}:${accountId}:parameter/experimentation/prod/database/host`;
const secret = `arn:aws:secretsmanager:${region}:${accountId}:secret:experimentation-prod-reader-a1b2c3`;
const other = "210987654321";

const cases: [action: string, resource: string, account: string, passes: boolean][] = [
    ["ssm:GetParameters", parameter, accountId, true],
    ["ssm:GetParameters", parameter, other, false],
    ["ssm:PutParameter", parameter, accountId, false],
    ["ssm:SendCommand", "*", accountId, false],
    // SSM's agent on a host by which a person reaches the database.
    ["ssm:UpdateInstanceInformation", "*", accountId, true],
    ["ssm:UpdateInstanceInformation", "*", other, false],
    ["secretsmanager:GetSecretValue", secret, accountId, true],
    ["secretsmanager:GetSecretValue", secret, other, false],
    ["secretsmanager:PutSecretValue", secret, accountId, true],
    ["secretsmanager:PutSecretValue", secret, other, false],
    ["secretsmanager:GetRandomPassword", "*", accountId, true],
    ["secretsmanager:CreateSecret", secret, accountId, false],
    ["secretsmanager:PutResourcePolicy", secret, accountId, false],
    ["secretsmanager:DeleteSecret", secret, accountId, false],
];

describe("the endpoints' policies", () => {
    for (const [action, resource, account, passes] of cases) {
        it(`${passes ? "let" : "do not let"} ${account} call ${action}`, async () => {
            const run = await wholeProgram({ stack: "prod" });
            const endpoint = endpointPolicyOf(run, action.slice(0, action.indexOf(":")));
            assert.ok(endpoint);

            const decision = evaluate(
                {
                    principal: { roleArn: `arn:aws:iam::${account}:role/any`, accountId: account },
                    action,
                    resource,
                    context: { "aws:PrincipalAccount": account },
                },
                { identity: [everything], endpoint },
            );

            assert.equal(decision.allowed, passes);
        });
    }

    for (const stack of stacks) {
        it(`are on every endpoint of ${stack}`, async () => {
            const endpoints = ofKind(await wholeProgram({ stack }), "VpcEndpoint");

            const without = endpoints.filter(({ inputs }) => typeof inputs.policy !== "string");

            assert.deepEqual([endpoints.length, without], [2, []]);
        });
    }
});
