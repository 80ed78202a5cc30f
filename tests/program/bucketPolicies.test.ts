import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy } from "../../tools/local/iam/policy";
import { asRole, through } from "./policies";
import { one, output } from "./resources";
import { bucketsProd, region, wholeProgram } from "./runs";

const other = "210987654321";
const own = { "aws:ResourceAccount": accountId };
const key = `arn:aws:kms:${region}:${accountId}:key/0a1b2c3d`;
type Context = Readonly<Record<string, string>>;

/** Requests of RDS with a role, through the endpoint of the database's subnets. */
const requests: readonly [
    kind: "export" | "import",
    action: string,
    resource: string,
    context: Context,
    may: boolean,
][] = [
    ["export", "s3:PutObject", "arn:aws:s3:::warehouse/experiments/2026-11.csv", own, true],
    ["export", "s3:AbortMultipartUpload", "arn:aws:s3:::warehouse/experiments/a/b.csv", own, true],
    ["export", "s3:PutObject", "arn:aws:s3:::warehouse/experiments.csv", own, false],
    ["export", "s3:PutObject", "arn:aws:s3:::warehouse/units/a.csv", own, false],
    ["export", "s3:PutObject", "arn:aws:s3:::another/experiments/a.csv", own, false],
    ["export", "s3:PutObject", "arn:aws:s3:::warehouse/experiments/a.csv", { "aws:ResourceAccount": other }, false],
    ["export", "s3:PutObject", "arn:aws:s3:::warehouse/experiments/a.csv", {}, false],
    ["export", "s3:GetObject", "arn:aws:s3:::warehouse/experiments/a.csv", own, false],
    ["export", "s3:DeleteObject", "arn:aws:s3:::warehouse/experiments/a.csv", own, false],
    ["export", "kms:GenerateDataKey", key, through("s3"), true],
    ["export", "kms:GenerateDataKey", key, {}, false],
    ["export", "kms:GenerateDataKey", key, through("lambda"), false],
    ["import", "s3:GetObject", "arn:aws:s3:::warehouse/units/a.csv", own, true],
    ["import", "s3:GetObject", "arn:aws:s3:::partners/a.csv", own, true],
    ["import", "s3:ListBucket", "arn:aws:s3:::partners", own, true],
    ["import", "s3:ListBucket", "arn:aws:s3:::another", own, false],
    ["import", "s3:GetObject", "arn:aws:s3:::warehouse/experiments/a.csv", own, false],
    ["import", "s3:GetObject", "arn:aws:s3:::partners/a.csv", { "aws:ResourceAccount": other }, false],
    ["import", "s3:PutObject", "arn:aws:s3:::partners/a.csv", own, false],
    ["import", "kms:Decrypt", key, through("s3"), true],
    ["import", "kms:GenerateDataKey", key, through("s3"), false],
];

describe("the roles of buckets", () => {
    for (const [kind, action, resource, context, may] of requests) {
        it(`${may ? "let" : "do not let"} an ${kind} call ${action} on ${resource} with ${JSON.stringify(context)}`, async () => {
            const name = `database-s3-${kind}`;
            const ask = asRole(await wholeProgram(bucketsProd), { role: name, policy: name });

            const allowed = ask(action, resource, context);

            assert.equal(allowed, may);
        });
    }

    const source = (account: string, resource: string) => ({
        "aws:SourceAccount": account,
        "aws:SourceArn": `arn:aws:rds:${region}:${account}:${resource}`,
    });
    const trusts: readonly [service: string, context: Context, may: boolean][] = [
        ["rds.amazonaws.com", source(accountId, "cluster:experimentation-prod"), true],
        ["rds.amazonaws.com", source(accountId, "db:experimentation-prod-1"), true],
        ["rds.amazonaws.com", source(accountId, "cluster:payroll"), false],
        ["rds.amazonaws.com", source(accountId, "db:payroll-0"), false],
        ["rds.amazonaws.com", source(other, "cluster:experimentation-prod"), false],
        ["rds.amazonaws.com", {}, false],
        ["lambda.amazonaws.com", source(accountId, "cluster:experimentation-prod"), false],
    ];
    for (const [service, context, may] of trusts) {
        it(`${may ? "let" : "do not let"} ${service} assume them with ${JSON.stringify(context)}`, async () => {
            const role = one(await wholeProgram(bucketsProd), "Role", "database-s3-import");
            const trust = parsePolicy(output(role, "assumeRolePolicy"), "trust", role.name);
            const request = { action: "sts:AssumeRole", resource: output(role, "arn"), context };

            const decision = evaluate({ principal: { service }, ...request }, { identity: [], resource: trust });

            assert.equal(decision.allowed, may);
        });
    }
});

describe("the endpoint of S3", () => {
    const cases: readonly [account: string, action: string, resource: string, owner: string, may: boolean][] = [
        [accountId, "s3:GetObject", "arn:aws:s3:::partners/a.csv", accountId, true],
        // An import with credentials that a session of the database brings along.
        [other, "s3:GetObject", "arn:aws:s3:::partners/a.csv", accountId, false],
        [other, "s3:PutObject", "arn:aws:s3:::theirs/a.csv", other, false],
        [accountId, "s3:PutObject", "arn:aws:s3:::theirs/a.csv", other, false],
        [accountId, "s3:PutObject", "arn:aws:s3:::another/a.csv", accountId, false],
        [accountId, "s3:DeleteObject", "arn:aws:s3:::warehouse/experiments/a.csv", accountId, false],
    ];
    for (const [account, action, resource, owner, may] of cases) {
        it(`${may ? "lets" : "does not let"} ${account} call ${action} on ${resource} of ${owner}`, async () => {
            const { policy } = one(await wholeProgram(bucketsProd), "VpcEndpoint", "network-s3").inputs;
            const everything = { Version: "2012-10-17", Statement: { Effect: "Allow", Action: "*", Resource: "*" } };
            const roleArn = `arn:aws:iam::${account}:role/any`;
            const context = { "aws:PrincipalAccount": account, "aws:ResourceAccount": owner };

            const decision = evaluate(
                { principal: { roleArn, accountId: account }, action, resource, context },
                {
                    identity: [parsePolicy(everything, "identity", "administrator")],
                    endpoint: parsePolicy(String(policy), "resource", "endpoint"),
                },
            );

            assert.equal(decision.allowed, may);
        });
    }
});
