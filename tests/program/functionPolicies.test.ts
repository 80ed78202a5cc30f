import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { asCode, asLambda, through } from "./policies";
import { masterSecretArn, one, output } from "./resources";
import { changedDev, type Stack, stacks, wholeProgram } from "./runs";

type Name = "access" | "database-rotation";
type Request = readonly [action: string, resource: string, context?: Readonly<Record<string, string>>];

const logs = "arn:aws:logs:us-east-1:123456789012";

/** The ARNs that a stack's tables are about. */
function arns(run: ProgramRun, stack: Stack) {
    const secret = (kind: string) => output(one(run, "Secret", `database-${kind}`), "arn");
    return {
        migration: secret("migration"),
        application: secret("application"),
        reader: secret("reader"),
        master: masterSecretArn(run),
        key: output(one(run, "Key"), "arn"),
        parameter: (name: string) =>
            `arn:aws:ssm:us-east-1:123456789012:parameter/experimentation/${stack}/database/${name}`,
        stream: (kind: string) =>
            `${logs}:log-group:/aws/lambda/experimentation-${stack}-${kind}:log-stream:2026/11/24/x`,
    };
}

function allowedToAccess(run: ProgramRun, stack: Stack): Request[] {
    const { migration, application, reader, key, parameter, stream } = arns(run, stack);
    const secrets = stack === "dev" ? [migration, reader, application] : [migration, reader];
    const parameters = ["host", "reader-host", "port", "name", "reader-secret-arn", "migration-secret-arn"];
    return [
        ...[...parameters, ...(stack === "dev" ? ["secret-arn"] : [])].map(
            (name) => ["ssm:GetParameters", parameter(name)] as const,
        ),
        ...secrets.map((arn) => ["secretsmanager:GetSecretValue", arn] as const),
        ["kms:Decrypt", key, through("secretsmanager")],
        ["logs:CreateLogStream", stream("access")],
        ["logs:PutLogEvents", stream("access")],
        ["xray:PutTraceSegments", "*"],
        ["xray:PutTelemetryRecords", "*"],
    ];
}

function deniedToAccess(run: ProgramRun, stack: Stack): Request[] {
    const { migration, application, reader, master, key, parameter, stream } = arns(run, stack);
    return [
        ...(stack === "dev" ? [] : [["secretsmanager:GetSecretValue", application] as const]),
        ["secretsmanager:GetSecretValue", master],
        ["secretsmanager:GetSecretValue", `${reader}x`],
        ["secretsmanager:GetSecretValue", reader.slice(0, -7)],
        ["secretsmanager:GetSecretValue", reader.replace("us-east-1", "us-west-2")],
        ["secretsmanager:GetSecretValue", reader.replace("123456789012", "210987654321")],
        ["secretsmanager:DescribeSecret", master],
        ["secretsmanager:PutSecretValue", reader],
        ["secretsmanager:UpdateSecretVersionStage", migration],
        ["secretsmanager:GetRandomPassword", "*"],
        ["secretsmanager:BatchGetSecretValue", "*"],
        ["secretsmanager:ListSecrets", "*"],
        ["ssm:GetParameter", parameter("host")],
        ["ssm:GetParametersByPath", parameter("host")],
        ["ssm:PutParameter", parameter("host")],
        ["ssm:GetParameters", parameter("host2")],
        ["ssm:GetParameters", parameter("host").replace(`/${stack}/`, "/other/")],
        ["ssm:GetParameters", parameter("host").replace("us-east-1", "us-west-2")],
        ["kms:Decrypt", key],
        ["kms:Decrypt", key, through("ssm")],
        ["kms:Decrypt", key, through("secretsmanager", "us-west-2")],
        ["kms:Decrypt", `${key.slice(0, -1)}x`, through("secretsmanager")],
        ["kms:GenerateDataKey", key, through("secretsmanager")],
        ["kms:Encrypt", key, through("secretsmanager")],
        ["kms:PutKeyPolicy", key],
        ["logs:PutLogEvents", stream("rotation")],
        ["logs:CreateLogGroup", stream("access")],
        ["logs:GetLogEvents", stream("access")],
        ["lambda:InvokeFunction", output(one(run, "Function", "database-rotation"), "arn")],
        ["rds-db:connect", "arn:aws:rds-db:us-east-1:123456789012:dbuser:cluster-X/experimentation_owner"],
        ["iam:PassRole", output(one(run, "Role", "access-role"), "arn")],
        ...networkInterfaces,
    ];
}

function allowedToRotation(run: ProgramRun, stack: Stack): Request[] {
    const { migration, application, reader, master, key, stream } = arns(run, stack);
    const actions = ["DescribeSecret", "GetSecretValue", "PutSecretValue", "UpdateSecretVersionStage"];
    return [
        ...[migration, application, reader].flatMap((arn) =>
            actions.map((action) => [`secretsmanager:${action}`, arn] as const),
        ),
        ["secretsmanager:GetSecretValue", master],
        ["secretsmanager:GetRandomPassword", "*"],
        ...["Decrypt", "DescribeKey", "GenerateDataKey"].map(
            (action) => [`kms:${action}`, key, through("secretsmanager")] as const,
        ),
        ["logs:CreateLogStream", stream("rotation")],
        ["logs:PutLogEvents", stream("rotation")],
        ["xray:PutTraceSegments", "*"],
        ["xray:PutTelemetryRecords", "*"],
    ];
}

function deniedToRotation(run: ProgramRun, stack: Stack): Request[] {
    const { migration, application, reader, master, key, parameter, stream } = arns(run, stack);
    return [
        ["secretsmanager:PutSecretValue", master],
        ["secretsmanager:UpdateSecretVersionStage", master],
        ["secretsmanager:DescribeSecret", master],
        ["secretsmanager:GetSecretValue", `${application}x`],
        ["secretsmanager:PutSecretValue", application.replace("us-east-1", "us-west-2")],
        ["secretsmanager:PutSecretValue", application.replace("123456789012", "210987654321")],
        ["secretsmanager:GetSecretValue", master.replace("rds!cluster-", "rds!cluster-0")],
        ["secretsmanager:DeleteSecret", reader],
        ["secretsmanager:UpdateSecret", reader],
        ["secretsmanager:PutResourcePolicy", reader],
        ["secretsmanager:CancelRotateSecret", migration],
        ["ssm:GetParameters", parameter("host")],
        ["kms:Decrypt", key],
        ["kms:GenerateDataKey", key],
        ["kms:Decrypt", key, through("rds")],
        ["kms:Decrypt", key, through("secretsmanager", "us-west-2")],
        ["kms:CreateGrant", key, through("secretsmanager")],
        ["kms:ScheduleKeyDeletion", key],
        ["logs:PutLogEvents", stream("access")],
        ["rds:ModifyDBCluster", output(one(run, "Cluster"), "arn")],
        ["iam:PassRole", output(one(run, "Role", "database-rotation-role"), "arn")],
        ...networkInterfaces,
    ];
}

/** The actions that Lambda needs for a function in a VPC, and that the function's code must not call. */
const networkInterfaces: Request[] = [
    "AssignPrivateIpAddresses",
    "CreateNetworkInterface",
    "DeleteNetworkInterface",
    "DescribeNetworkInterfaces",
    "DescribeSubnets",
    "UnassignPrivateIpAddresses",
].map((action) => [`ec2:${action}`, "*"]);

const tables = {
    access: { allowed: allowedToAccess, denied: deniedToAccess },
    "database-rotation": { allowed: allowedToRotation, denied: deniedToRotation },
};

const names: readonly Name[] = ["access", "database-rotation"];

for (const stack of stacks) {
    for (const name of names) {
        describe(`the policy of ${name} in ${stack}`, () => {
            it("allows the code every call that it makes", async () => {
                const run = await wholeProgram({ stack });
                const ask = asCode(run, name);

                const refused = tables[name].allowed(run, stack).filter((request) => !ask(...request));

                assert.deepEqual(refused, []);
            });

            it("denies the code other calls", async () => {
                const run = await wholeProgram({ stack });
                const ask = asCode(run, name);

                const letThrough = tables[name].denied(run, stack).filter((request) => ask(...request));

                assert.deepEqual(letThrough, []);
            });

            it("allows Lambda itself to manage network interfaces, and nothing else of EC2", async () => {
                const run = await wholeProgram({ stack });
                const ask = asLambda(run, name);

                const refused = networkInterfaces.filter((request) => !ask(...request));

                assert.deepEqual(refused, []);
                assert.equal(ask("ec2:RunInstances", "*"), false);
                assert.equal(ask("ec2:ModifyNetworkInterfaceAttribute", "*"), false);
            });
        });
    }
}

describe("the functions' policies without tracing", () => {
    for (const name of names) {
        it(`do not let ${name} write to X-Ray`, async () => {
            const run = await wholeProgram(changedDev);

            const allowed = asCode(run, name)("xray:PutTraceSegments", "*");

            assert.equal(allowed, false);
        });
    }
});
