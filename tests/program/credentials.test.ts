import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { masterSecretArn, ofKind, one, only, output } from "./resources";
import { stacks, wholeProgram } from "./runs";

const kinds = ["application", "migration", "reader"];

for (const stack of stacks) {
    describe(`the credentials of ${stack}`, () => {
        it("can be recovered for 30 days after they are deleted, or not at all in dev", async () => {
            const run = await wholeProgram({ stack });

            const days = ofKind(run, "Secret").map(({ inputs }) => inputs.recoveryWindowInDays);

            const expected = stack === "dev" ? 0 : 30;
            assert.deepEqual(days, [expected, expected, expected]);
        });

        it("have names that a new stack can use while the deleted ones can be recovered", async () => {
            const run = await wholeProgram({ stack });

            const names = ofKind(run, "Secret").map(({ inputs }) => only(inputs, "name", "namePrefix"));

            assert.deepEqual(
                names,
                kinds.map((kind) => ({ namePrefix: `experimentation-${stack}-${kind}-` })),
            );
        });

        for (const kind of kinds) {
            const name = `database-${kind}`;

            it(`have a first version of ${kind} without a password, which is current and is never deleted`, async () => {
                const run = await wholeProgram({ stack });

                const { inputs, secretInputs } = one(run, "SecretVersion", name);

                assert.deepEqual(inputs.versionStages, ["AWSCURRENT", "BOOTSTRAP"]);
                assert.deepEqual(secretInputs, ["secretString"]);
                assert.deepEqual(JSON.parse(String(inputs.secretString)), {
                    engine: "postgres",
                    host: output(one(run, "Cluster"), "endpoint"),
                    port: 5432,
                    dbname: "experimentation",
                    masterarn: masterSecretArn(run),
                });
            });

            it(`rotate ${kind} at once and every 30 days, by a function that only Secrets Manager may invoke`, async () => {
                const run = await wholeProgram({ stack });

                const { rotateImmediately, rotationRules, rotationLambdaArn } = one(run, "SecretRotation", name).inputs;
                const permission = one(run, "Permission", `${name}-rotation`).inputs;

                const rotationFunction = one(run, "Function", "database-rotation");
                assert.deepEqual([rotateImmediately, toRecord(rotationRules).automaticallyAfterDays], [true, 30]);
                assert.equal(rotationLambdaArn, output(rotationFunction, "arn"));
                assert.deepEqual(permission, {
                    action: "lambda:InvokeFunction",
                    function: output(rotationFunction, "name"),
                    principal: "secretsmanager.amazonaws.com",
                    sourceArn: output(one(run, "Secret", name), "arn"),
                    sourceAccount: "123456789012",
                });
            });
        }

        it("are found by SSM parameters, none of which is a secret", async () => {
            const run = await wholeProgram({ stack });

            const parameters = ofKind(run, "Parameter").map(({ inputs }) => [inputs.name, inputs.type, inputs.value]);

            const cluster = one(run, "Cluster");
            const secretArn = (kind: string) => output(one(run, "Secret", `database-${kind}`), "arn");
            const values = {
                host: output(cluster, "endpoint"),
                "migration-secret-arn": secretArn("migration"),
                name: "experimentation",
                port: "5432",
                "reader-host": output(cluster, "readerEndpoint"),
                "reader-secret-arn": secretArn("reader"),
                "secret-arn": secretArn("application"),
            };
            assert.deepEqual(
                parameters,
                Object.entries(values).map(([name, value]) => [
                    `/experimentation/${stack}/database/${name}`,
                    "String",
                    value,
                ]),
            );
        });
    });
}
