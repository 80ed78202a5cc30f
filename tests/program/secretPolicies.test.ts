import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import type { ProgramRun, RunOptions } from "../../offline/runProgram";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy } from "../../tools/local/iam/policy";
import { secretPolicyOf } from "./policies";
import { ofKind, one, output } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

const other = "210987654321";
const iam = (account: string, principal: string) => `arn:aws:iam::${account}:${principal}`;
const application = iam(accountId, "role/experiment-service");
const administrators = iam(accountId, "role/aws-reserved/sso.amazonaws.com/*");

/** Who may read is named: an application and the people who administer. */
const limited: RunOptions = {
    stack: "prod",
    config: projectKeys({ secretReaderArns: JSON.stringify([application, administrators]) }),
};

type Kind = "migration" | "application" | "reader";

/** Whether the secret's policy lets a principal whose own policies allow everything call an action. */
function may(run: ProgramRun, kind: Kind, action: string, arn: string, context: Record<string, string> = {}): boolean {
    const account = arn.split(":")[4] ?? "";
    return evaluate(
        {
            principal: { roleArn: arn, accountId: account },
            action: `secretsmanager:${action}`,
            resource: output(one(run, "Secret", `database-${kind}`), "arn"),
            context: {
                "aws:PrincipalAccount": account,
                "aws:PrincipalArn": arn,
                "aws:PrincipalIsAWSService": "false",
                "aws:SecureTransport": "true",
                ...context,
            },
        },
        { identity: [everything], denials: secretPolicyOf(run, `database-${kind}`) },
    ).allowed;
}

const everything = parsePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    "identity",
    "administrator",
);

describe("the secrets' policies", () => {
    for (const stack of stacks) {
        it(`are on each secret of ${stack}, and block public ones`, async () => {
            const run = await wholeProgram({ stack });

            const policies = ofKind(run, "SecretPolicy").map(({ name, inputs }) => [
                name,
                inputs.secretArn,
                inputs.blockPublicPolicy,
            ]);

            const secrets = ofKind(run, "Secret").map((secret) => [secret.name, output(secret, "arn"), true]);
            assert.deepEqual(policies, secrets);
        });
    }

    const everywhere: [what: string, action: string, arn: string, context: Record<string, string>, allowed: boolean][] =
        [
            ["a role of the account read", "GetSecretValue", application, {}, true],
            ["a role of the account delete", "DeleteSecret", application, {}, true],
            ["a role of another account read", "GetSecretValue", iam(other, "role/a"), {}, false],
            ["a role of another account describe", "DescribeSecret", iam(other, "role/a"), {}, false],
            ["anybody read without TLS", "GetSecretValue", application, { "aws:SecureTransport": "false" }, false],
            [
                "a service of AWS, which has no account, read",
                "GetSecretValue",
                iam(other, "role/service"),
                { "aws:PrincipalIsAWSService": "true" },
                true,
            ],
        ];
    for (const [what, action, arn, context, allowed] of everywhere) {
        it(`${allowed ? "let" : "do not let"} ${what}`, async () => {
            const run = await wholeProgram({ stack: "prod" });

            const decision = may(run, "application", action, arn, context);

            assert.equal(decision, allowed);
        });
    }

    const named: [what: string, kind: Kind, action: string, who: (run: ProgramRun) => string, allowed: boolean][] = [
        ["the rotation read application", "application", "GetSecretValue", rotationRole, true],
        ["the rotation write application", "application", "PutSecretValue", rotationRole, true],
        ["the access function read reader", "reader", "GetSecretValue", accessRole, true],
        ["the access function read migration", "migration", "GetSecretValue", accessRole, true],
        [
            "the access function, which only reads rows, read application",
            "application",
            "GetSecretValue",
            accessRole,
            false,
        ],
        ["the access function describe application", "application", "DescribeSecret", accessRole, true],
        ["a named role read", "application", "GetSecretValue", () => application, true],
        [
            "a role of a named pattern read",
            "application",
            "GetSecretValue",
            () => iam(accountId, "role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1"),
            true,
        ],
        ["the root user read", "application", "GetSecretValue", () => iam(accountId, "root"), true],
        ["another role read", "application", "GetSecretValue", () => iam(accountId, "role/other"), false],
        [
            "another role change the policy",
            "application",
            "PutResourcePolicy",
            () => iam(accountId, "role/other"),
            true,
        ],
        [
            "another role delete the policy",
            "application",
            "DeleteResourcePolicy",
            () => iam(accountId, "role/other"),
            true,
        ],
    ];
    for (const [what, kind, action, who, allowed] of named) {
        it(`${allowed ? "let" : "do not let"} ${what}, where readers are named`, async () => {
            const run = await wholeProgram(limited);

            const decision = may(run, kind, action, who(run));

            assert.equal(decision, allowed);
        });
    }
});

function rotationRole(run: ProgramRun): string {
    return output(one(run, "Role", "database-rotation-role"), "arn");
}

function accessRole(run: ProgramRun): string {
    return output(one(run, "Role", "access-role"), "arn");
}

describe("the policies of the secrets of a stack that writes", () => {
    it("let the access function read application too, where readers are named", async () => {
        const run = await wholeProgram({ ...limited, stack: "dev" });

        const decision = may(run, "application", "GetSecretValue", accessRole(run));

        assert.equal(decision, true);
    });
});
