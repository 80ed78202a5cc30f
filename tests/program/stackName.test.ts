import assert from "node:assert/strict";
import { runProgram } from "../../offline/runProgram";
import { one } from "./resources";
import { changedDev, wholeProgram } from "./runs";

describe("a stack whose name is no environment", () => {
    it("uses the configured environment in every name", async () => {
        const run = await wholeProgram(changedDev);

        const { clusterIdentifier } = one(run, "Cluster").inputs;

        assert.equal(clusterIdentifier, "experimentation-dev");
        assert.equal(run.outputs.parameterPath, "/experimentation/dev/database/");
        assert.deepEqual(
            run.resources.filter(({ inputs }) => JSON.stringify(inputs).includes("alice")),
            [],
        );
    });

    it("is refused if its configuration names no environment", async () => {
        const run = runProgram({ stack: "dev", stackName: "alice" });

        await assert.rejects(run, {
            message:
                "The configuration of stack alice has a mistake:\n" +
                "  environment: (empty): the environment would be alice, which is none of dev, staging, prod; " +
                "set it to the one that this stack is",
        });
    });
});

describe("the outputs of a stack", () => {
    it("name endpoints, secrets, the access function and the resources that destroy retains", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const { outputs } = run;

        const secretNames = ["migration", "application", "reader"].map((kind) =>
            String(one(run, "Secret", `database-${kind}`).outputs.name),
        );
        const arnOf = (kind: string) => one(run, "Secret", `database-${kind}`).outputs.arn;
        const cluster = one(run, "Cluster");
        assert.deepEqual(outputs, {
            clusterEndpoint: cluster.outputs.endpoint,
            readerEndpoint: cluster.outputs.readerEndpoint,
            parameterPath: "/experimentation/prod/database/",
            secretArns: {
                migration: arnOf("migration"),
                application: arnOf("application"),
                reader: arnOf("reader"),
            },
            accessFunctionName: "experimentation-prod-access",
            accessLogGroup: "/aws/lambda/experimentation-prod-access",
            notificationTopicArn: one(run, "Topic", "monitoring").outputs.arn,
            dashboardName: "experimentation-prod",
            retainedOnDestroy: [
                `final snapshot ${String(cluster.inputs.finalSnapshotIdentifier)}`,
                "log groups /aws/rds/cluster/experimentation-prod/*, /aws/lambda/experimentation-prod-*, " +
                    "/aws/vpc/experimentation-prod/*",
                `key ${String(one(run, "Key").outputs.arn)}, which reads them`,
                `secrets ${secretNames.join(", ")}, for 30 days`,
            ],
        });
    });
});
