import assert from "node:assert/strict";
import { accountId } from "../../offline/awsOutputs";
import { accountFrom } from "../../tools/local/aws/account/accountFrom";
import { createFunctionPolicies } from "../../tools/local/aws/functionPolicies";
import { evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy } from "../../tools/local/iam/policy";
import { asRole } from "./policies";
import { ofKind, one, output } from "./resources";
import { region, wholeProgram } from "./runs";

const stack = "prod";
const other = "210987654321";
type Context = Readonly<Record<string, string>>;

const flowLog = (account: string, inRegion = region) => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": `arn:aws:ec2:${inRegion}:${account}:vpc-flow-log/fl-1`,
});

const monitored = (account: string, instance = "experimentation-prod-0") => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": `arn:aws:rds:${region}:${account}:db:${instance}`,
});

const scheduled = (account: string, group = "default") => ({
    "aws:SourceAccount": account,
    "aws:SourceArn": `arn:aws:scheduler:${region}:${account}:schedule-group/${group}`,
});

const trusts: [role: string, service: string, context: Context, allowed: boolean][] = [
    ["access-role", "lambda.amazonaws.com", { "aws:SourceAccount": accountId }, true],
    ["access-role", "lambda.amazonaws.com", { "aws:SourceAccount": other }, false],
    ["access-role", "lambda.amazonaws.com", {}, false],
    ["access-role", "edgelambda.amazonaws.com", { "aws:SourceAccount": accountId }, false],
    ["access-role", "secretsmanager.amazonaws.com", { "aws:SourceAccount": accountId }, false],
    ["database-rotation-role", "lambda.amazonaws.com", { "aws:SourceAccount": accountId }, true],
    ["database-rotation-role", "lambda.amazonaws.com", { "aws:SourceAccount": other }, false],
    ["database-rotation-role", "secretsmanager.amazonaws.com", { "aws:SourceAccount": accountId }, false],
    ["database-monitoring", "monitoring.rds.amazonaws.com", monitored(accountId), true],
    ["database-monitoring", "monitoring.rds.amazonaws.com", monitored(other), false],
    ["database-monitoring", "monitoring.rds.amazonaws.com", monitored(accountId, "another-prod-0"), false],
    ["database-monitoring", "monitoring.rds.amazonaws.com", {}, false],
    ["database-monitoring", "rds.amazonaws.com", monitored(accountId), false],
    ["monitoring-health-check", "scheduler.amazonaws.com", scheduled(accountId), true],
    ["monitoring-health-check", "scheduler.amazonaws.com", scheduled(other), false],
    ["monitoring-health-check", "scheduler.amazonaws.com", scheduled(accountId, "others"), false],
    ["monitoring-health-check", "scheduler.amazonaws.com", {}, false],
    ["monitoring-health-check", "lambda.amazonaws.com", scheduled(accountId), false],
    ["flow-logs", "vpc-flow-logs.amazonaws.com", flowLog(accountId), true],
    ["flow-logs", "vpc-flow-logs.amazonaws.com", flowLog(other), false],
    ["flow-logs", "vpc-flow-logs.amazonaws.com", flowLog(accountId, "us-west-2"), false],
    ["flow-logs", "vpc-flow-logs.amazonaws.com", {}, false],
    ["flow-logs", "delivery.logs.amazonaws.com", flowLog(accountId), false],
];

describe("the roles' trust policies", () => {
    for (const [name, service, context, allowed] of trusts) {
        it(`${allowed ? "allow" : "do not allow"} ${service} to assume ${name} with ${JSON.stringify(context)}`, async () => {
            const role = one(await wholeProgram({ stack }), "Role", name);
            const trust = parsePolicy(output(role, "assumeRolePolicy"), "trust", name);
            const request = { action: "sts:AssumeRole", resource: output(role, "arn"), context };

            const decision = evaluate({ principal: { service }, ...request }, { identity: [], resource: trust });

            assert.equal(decision.allowed, allowed);
        });
    }

    it("name one service each, and no role or account", async () => {
        const roles = ofKind(await wholeProgram({ stack }), "Role");

        const principals = roles.flatMap((role) =>
            parsePolicy(output(role, "assumeRolePolicy"), "trust", role.name).statements.map(
                ({ principal }) => principal,
            ),
        );

        const services = [
            "lambda.amazonaws.com",
            "scheduler.amazonaws.com",
            "monitoring.rds.amazonaws.com",
            "lambda.amazonaws.com",
            "vpc-flow-logs.amazonaws.com",
            "scheduler.amazonaws.com",
        ];
        assert.deepEqual(
            principals,
            services.map((service) => ({ everyone: false, accountIds: [], roleArns: [], services: [service] })),
        );
    });
});

describe("the role of the flow logs", () => {
    const group = `arn:aws:logs:${region}:${accountId}:log-group:/aws/vpc/experimentation-prod/flow-logs`;
    const cases: [action: string, resource: string, allowed: boolean][] = [
        ["logs:CreateLogStream", `${group}:log-stream:eni-1`, true],
        ["logs:PutLogEvents", `${group}:log-stream:eni-1`, true],
        ["logs:DescribeLogStreams", `${group}:log-stream:`, true],
        ["logs:DescribeLogGroups", "*", false],
        ["logs:CreateLogGroup", group, false],
        ["logs:PutLogEvents", `${group.replace("/flow-logs", "/other")}:log-stream:eni-1`, false],
        ["logs:GetLogEvents", `${group}:log-stream:eni-1`, false],
        ["logs:DeleteLogGroup", group, false],
    ];
    for (const [action, resource, allowed] of cases) {
        it(`${allowed ? "may" : "may not"} ${action} on ${resource.slice(group.length) || resource}`, async () => {
            const run = await wholeProgram({ stack });
            const ask = asRole(run, { role: "flow-logs", policy: "flow-logs" });

            const decision = ask(action, resource);

            assert.equal(decision, allowed);
        });
    }
});

describe("the managed policies", () => {
    it("are only RDS's own policy for enhanced monitoring", async () => {
        const run = await wholeProgram({ stack });

        const attachment = one(run, "RolePolicyAttachment");

        assert.deepEqual(attachment.inputs, {
            role: output(one(run, "Role", "database-monitoring"), "name"),
            policyArn: "arn:aws:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole",
        });
    });
});

describe("the permissions of the rotation function", () => {
    const invoke = "lambda:InvokeFunction";
    const manager = "secretsmanager.amazonaws.com";
    const cases: [what: string, service: string, action: string, secret: string, account: string, allowed: boolean][] =
        [
            ["for the migration secret", manager, invoke, "migration", accountId, true],
            ["for the application secret", manager, invoke, "application", accountId, true],
            ["for the reader secret", manager, invoke, "reader", accountId, true],
            ["for another secret", manager, invoke, "other", accountId, false],
            ["for another account", manager, invoke, "reader", other, false],
            ["by another service", "events.amazonaws.com", invoke, "reader", accountId, false],
            ["for another action", manager, "lambda:UpdateFunctionCode", "reader", accountId, false],
        ];
    for (const [what, service, action, secret, account, allowed] of cases) {
        it(`${allowed ? "allow" : "deny"} its call ${what}`, async () => {
            const run = await wholeProgram({ stack });
            const facts = { accountId, region, masterSecretValue: "{}" };
            const functionArn = output(one(run, "Function", "database-rotation"), "arn");
            const policy = createFunctionPolicies(accountFrom(run.resources, facts).permissions).get(functionArn);
            assert.ok(policy);
            const secretArn = ofKind(run, "Secret").find(({ name }) => name.endsWith(secret))?.outputs.arn;
            const context = { "aws:SourceArn": String(secretArn), "aws:SourceAccount": account };

            const decision = evaluate(
                { principal: { service }, action, resource: functionArn, context },
                { identity: [], resource: policy },
            );

            assert.equal(decision.allowed, allowed);
        });
    }
});
