import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { knownExtensions } from "../../settings/aws/extensions";
import { groupId, ofKind, one, output, subnetIds } from "./resources";
import { changedDev, projectKeys, stacks, wholeProgram } from "./runs";

const names = ["access", "database-rotation"] as const;

for (const stack of stacks) {
    describe(`the functions of ${stack}`, () => {
        it("are never in the database's subnets", async () => {
            const run = await wholeProgram({ stack });

            const subnets = names.map((name) => toRecord(one(run, "Function", name).inputs.vpcConfig).subnetIds);

            const functionSubnets = subnetIds(run, "functions");
            assert.deepEqual(subnets, [functionSubnets, functionSubnets]);
            assert.equal(functionSubnets.length, 2);
            assert.deepEqual(
                functionSubnets.filter((id) => subnetIds(run, "database").includes(id)),
                [],
            );
        });

        it("have a role and a security group each, and variables that the stack's key encrypts", async () => {
            const run = await wholeProgram({ stack });

            const found = names.map((name) => {
                const { role, vpcConfig, kmsKeyArn } = one(run, "Function", name).inputs;
                return [role, toRecord(vpcConfig).securityGroupIds, kmsKeyArn];
            });

            assert.deepEqual(
                found,
                names.map((name) => [
                    output(one(run, "Role", `${name}-role`), "arn"),
                    [groupId(run, `${name}-group`)],
                    output(one(run, "Key"), "arn"),
                ]),
            );
        });

        it("can write only in dev: the access function is read-only elsewhere", async () => {
            const { environment } = one(await wholeProgram({ stack }), "Function", "access").inputs;

            const { ACCESS_MODE: mode } = toRecord(toRecord(environment).variables);

            assert.equal(mode, stack === "dev" ? "readWrite" : "readOnly");
        });

        it("log into groups that are encrypted and kept for a year, as do the cluster and the flow logs", async () => {
            const run = await wholeProgram({ stack });

            const groups = ofKind(run, "LogGroup").map(({ name, inputs }) => [
                name,
                inputs.kmsKeyId,
                inputs.retentionInDays,
            ]);

            const all = [
                "access-logs",
                "database-iam-db-auth-error",
                "database-postgresql",
                "database-rotation-logs",
                "flow-logs",
            ];
            const keyArn = output(one(run, "Key"), "arn");
            assert.deepEqual(
                groups,
                all.map((name) => [name, keyArn, 365]),
            );
        });
    });
}

describe("the configuration of the functions", () => {
    it("has the extensions in both functions' variables, and all that exist fit Lambda's 4 KB", async () => {
        const names = [...knownExtensions].filter(([, { lastMajor }]) => lastMajor === undefined).map(([name]) => name);
        const identifier = "a".repeat(40);
        const parameterPath = `/${"b".repeat(100)}/`;
        const config = projectKeys({ extensions: JSON.stringify(names), identifier, parameterPath });

        const run = await wholeProgram({ stack: "dev", config });

        for (const name of ["access", "database-rotation"]) {
            const { variables } = toRecord(one(run, "Function", name).inputs.environment);
            const texts = Object.entries(toRecord(variables)).flat().map(String);
            assert.ok(texts.join("").length < 4096, `${name}: ${texts.join("").length}`);
            assert.match(String(toRecord(variables).EXTENSIONS), /pg_cron:extensions:preloaded,.*,vector:extensions$/);
        }
    });

    it("has no such variable without extensions", async () => {
        const run = await wholeProgram({ stack: "dev" });

        const variables = names.map((name) => toRecord(one(run, "Function", name).inputs.environment).variables);

        assert.ok(variables.every((each) => !("EXTENSIONS" in toRecord(each))));
    });

    it("sets their limits, tracing and the retention of every log group", async () => {
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
