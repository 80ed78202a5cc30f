import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy, type Policy } from "../../tools/local/iam/policy";
import { keyPolicyOf, through } from "./policies";
import { one, output } from "./resources";
import { wholeProgram } from "./runs";

const stack = "staging";
type Context = Readonly<Record<string, string>>;

const logs = "logs.us-east-1.amazonaws.com";
const alarms = "cloudwatch.amazonaws.com";
const events = "events.rds.amazonaws.com";
const alarm = `arn:aws:cloudwatch:us-east-1:${accountId}:alarm:lag`;
const instance = `arn:aws:rds:us-east-1:${accountId}:db:experimentation-staging-0`;
const cluster = `arn:aws:rds:us-east-1:${accountId}:cluster:experimentation-staging`;

function logGroup(name: string, region = "us-east-1", account = accountId): Context {
    return { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:${region}:${account}:log-group:${name}` };
}

function source(arn: string, account = accountId): Context {
    return { "aws:SourceArn": arn, "aws:SourceAccount": account };
}

/** The requests that AWS's services make to KMS in their own name. */
const services: [who: string, action: string, context: Context, allowed: boolean][] = [
    [logs, "kms:GenerateDataKey", logGroup("/aws/rds/cluster/experimentation-staging/postgresql"), true],
    [logs, "kms:GenerateDataKey", logGroup("/aws/rds/cluster/experimentation-staging/iam-db-auth-error"), true],
    [logs, "kms:Decrypt", logGroup("/aws/lambda/experimentation-staging-access"), true],
    [logs, "kms:Encrypt", logGroup("/aws/lambda/experimentation-staging-rotation"), true],
    [logs, "kms:ReEncryptFrom", logGroup("/aws/vpc/experimentation-staging/flow-logs"), true],
    [logs, "kms:DescribeKey", logGroup("/aws/vpc/experimentation-staging/flow-logs"), true],
    [logs, "kms:Decrypt", {}, false],
    [logs, "kms:Decrypt", logGroup("/aws/lambda/experimentation-prod-access"), false],
    [logs, "kms:Decrypt", logGroup("/aws/rds/cluster/experimentation-staging2/postgresql"), false],
    [logs, "kms:Decrypt", logGroup("/aws/lambda/experimentation-staging-access", "us-west-2"), false],
    [logs, "kms:Decrypt", logGroup("/aws/lambda/experimentation-staging-access", "us-east-1", "210987654321"), false],
    [logs, "kms:CreateGrant", logGroup("/aws/lambda/experimentation-staging-access"), false],
    ["logs.us-west-2.amazonaws.com", "kms:Decrypt", logGroup("/aws/lambda/experimentation-staging-access"), false],
    [alarms, "kms:Decrypt", source(alarm), true],
    [alarms, "kms:GenerateDataKey", source(alarm), true],
    [alarms, "kms:Encrypt", source(alarm), false],
    [alarms, "kms:Decrypt", {}, false],
    [alarms, "kms:Decrypt", source(alarm, "210987654321"), false],
    [alarms, "kms:Decrypt", source(alarm.replace(accountId, "210987654321")), false],
    [alarms, "kms:Decrypt", source(alarm.replace("us-east-1", "us-west-2")), false],
    [alarms, "kms:Decrypt", source(instance), false],
    [events, "kms:Decrypt", source(instance), true],
    [events, "kms:GenerateDataKey", source(cluster), true],
    [events, "kms:Encrypt", source(cluster), false],
    [events, "kms:Decrypt", source(alarm), false],
    [events, "kms:Decrypt", source(instance.replace("us-east-1", "us-west-2")), false],
    [events, "kms:Decrypt", source(instance.replace(accountId, "210987654321")), false],
    [events, "kms:Decrypt", source(instance, "210987654321"), false],
    [events, "kms:Decrypt", { "aws:SourceArn": instance }, false],
    ["sns.amazonaws.com", "kms:Decrypt", source(alarm), false],
    ["lambda.amazonaws.com", "kms:Decrypt", {}, false],
];

const ours = { "kms:CallerAccount": accountId };

/** KMS requests that RDS and Secrets Manager make with the caller's identity. */
const asTheRole: [what: string, action: string, context: Context][] = [
    ["use by RDS", "kms:Decrypt", { ...ours, ...through("rds") }],
    [
        "a grant for RDS's resources",
        "kms:CreateGrant",
        { ...ours, ...through("rds"), "kms:GrantIsForAWSResource": "true" },
    ],
    ["use by Secrets Manager", "kms:GenerateDataKey", { ...ours, ...through("secretsmanager") }],
    ["direct use", "kms:Decrypt", ours],
    ["its administration", "kms:PutKeyPolicy", ours],
];

describe("the key's policy", () => {
    for (const [service, action, context, allowed] of services) {
        it(`${allowed ? "allows" : "denies"} ${service} ${action} with ${JSON.stringify(context)}`, async () => {
            const run = await wholeProgram({ stack });
            const request = { principal: { service }, action, resource: output(one(run, "Key"), "arn"), context };

            const decision = evaluate(request, { identity: [], resource: keyPolicyOf(run) });

            assert.equal(decision.allowed, allowed);
        });
    }

    for (const [what, action, context] of asTheRole) {
        it(`leaves ${what} to the policies of the account's own roles`, async () => {
            const run = await wholeProgram({ stack });
            const policy = keyPolicyOf(run);

            const decisions = [
                decide(action, context, [everything], policy),
                decide(action, context, [], policy),
                decide(action, context, [everything], policy, "210987654321"),
            ];

            assert.deepEqual(decisions, [true, false, false]);
        });
    }

    it("names only services besides the account", async () => {
        const run = await wholeProgram({ stack });

        const [account, ...others] = keyPolicyOf(run).statements;

        assert.deepEqual(account?.actions, ["kms:*"]);
        assert.deepEqual(
            others.map(({ principal }) => principal?.services),
            [[logs], [alarms], [events]],
        );
        assert.ok(others.every(({ principal }) => principal?.accountIds.length === 0));
    });
});

const everything = parsePolicy(
    { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } },
    "identity",
    "everything",
);

/** What a role of an account may do with the key. */
function decide(
    action: string,
    context: Context,
    identity: readonly Policy[],
    resource: Policy,
    account: string = accountId,
): boolean {
    const principal = { roleArn: `arn:aws:iam::${account}:role/operator`, accountId: account };
    const key = `arn:aws:kms:us-east-1:${accountId}:key/1`;
    return evaluate({ principal, action, resource: key, context }, { identity, resource }).allowed;
}
