import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { groupId, masterSecretArn, ofKind, one, output, subnetIds, tags, without } from "./resources";
import { changedDev, stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the functions of ${stack}`, () => {
        it("have an access function with these settings", async () => {
            const run = await wholeProgram({ stack });

            const inputs = without(one(run, "Function", "access").inputs, "code");

            assert.deepEqual(inputs, {
                name: `${identifier}-access`,
                description: `Health check, schema and queries of ${identifier}`,
                handler: "__index.handler",
                runtime: "nodejs24.x",
                timeout: 60,
                memorySize: 512,
                role: output(one(run, "Role", "access-role"), "arn"),
                environment: {
                    variables: {
                        ENVIRONMENT: stack,
                        PARAMETER_PATH: `/experimentation/${stack}/database/`,
                        ACCESS_MODE: stack === "dev" ? "readWrite" : "readOnly",
                        METRICS_NAMESPACE: `experimentation-database/${identifier}`,
                    },
                },
                kmsKeyArn: output(one(run, "Key"), "arn"),
                vpcConfig: {
                    subnetIds: subnetIds(run, "functions"),
                    securityGroupIds: [groupId(run, "access-group")],
                },
                loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${identifier}-access` },
                tracingConfig: { mode: "Active" },
                tags: tags(stack),
            });
        });

        it("have a rotation function with these settings", async () => {
            const run = await wholeProgram({ stack });

            const inputs = without(one(run, "Function", "database-rotation").inputs, "code");

            const cluster = one(run, "Cluster");
            const secretArn = (kind: string) => output(one(run, "Secret", `database-${kind}`), "arn");
            assert.deepEqual(inputs, {
                name: `${identifier}-rotation`,
                description: `Makes and rotates the logins of ${identifier}`,
                handler: "__index.handler",
                runtime: "nodejs24.x",
                timeout: 60,
                memorySize: 512,
                role: output(one(run, "Role", "database-rotation-role"), "arn"),
                environment: {
                    variables: {
                        ENVIRONMENT: stack,
                        DATABASE_HOST: output(cluster, "endpoint"),
                        DATABASE_PORT: "5432",
                        DATABASE_NAME: "experimentation",
                        MASTER_SECRET_ARN: masterSecretArn(run),
                        MIGRATION_SECRET_ARN: secretArn("migration"),
                        APPLICATION_SECRET_ARN: secretArn("application"),
                        READER_SECRET_ARN: secretArn("reader"),
                        MIGRATION_CONNECTION_LIMIT: "5",
                        APPLICATION_CONNECTION_LIMIT: "50",
                        READER_CONNECTION_LIMIT: "50",
                    },
                },
                kmsKeyArn: output(one(run, "Key"), "arn"),
                vpcConfig: {
                    subnetIds: subnetIds(run, "functions"),
                    securityGroupIds: [groupId(run, "database-rotation-group")],
                },
                loggingConfig: { logFormat: "JSON", logGroup: `/aws/lambda/${identifier}-rotation` },
                tracingConfig: { mode: "Active" },
                tags: tags(stack),
            });
        });

        it("are never in the database's subnets", async () => {
            const run = await wholeProgram({ stack });

            const shared = subnetIds(run, "functions").filter((id) => subnetIds(run, "database").includes(id));

            assert.equal(subnetIds(run, "functions").length, 2);
            assert.deepEqual(shared, []);
        });

        it("and everything else that logs do so into encrypted groups that are kept for a year", async () => {
            const run = await wholeProgram({ stack });

            const groups = ofKind(run, "LogGroup").map(({ inputs }) => inputs);

            const kept = { kmsKeyId: output(one(run, "Key"), "arn"), retentionInDays: 365, tags: tags(stack) };
            assert.deepEqual(groups, [
                { ...kept, name: `/aws/lambda/${identifier}-access` },
                { ...kept, name: `/aws/rds/cluster/${identifier}/iam-db-auth-error` },
                { ...kept, name: `/aws/rds/cluster/${identifier}/postgresql` },
                { ...kept, name: `/aws/lambda/${identifier}-rotation` },
                { ...kept, name: `/aws/vpc/${identifier}/flow-logs` },
            ]);
        });
    });
}

describe("the functions' configuration", () => {
    it("reaches them and the log groups", async () => {
        const run = await wholeProgram(changedDev);

        const settings = (name: string) => {
            const { timeout, memorySize, reservedConcurrentExecutions, tracingConfig } = one(
                run,
                "Function",
                name,
            ).inputs;
            return [timeout, memorySize, reservedConcurrentExecutions, tracingConfig];
        };
        assert.deepEqual(settings("access"), [30, 1024, 5, { mode: "PassThrough" }]);
        assert.deepEqual(settings("database-rotation"), [90, 768, undefined, { mode: "PassThrough" }]);
        const { variables } = toRecord(one(run, "Function", "database-rotation").inputs.environment);
        assert.equal(toRecord(variables).READER_CONNECTION_LIMIT, "40");
        assert.deepEqual(
            ofKind(run, "LogGroup").map(({ inputs }) => inputs.retentionInDays),
            [30, 30, 30, 30, 30],
        );
    });
});
