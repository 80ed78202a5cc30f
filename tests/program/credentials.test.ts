import assert from "node:assert/strict";
import { masterSecretArn, ofKind, one, output, tags } from "./resources";
import { stacks, wholeProgram } from "./runs";

const kinds = ["application", "migration", "reader"];

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the credentials of ${stack}`, () => {
        it("are three secrets under the key, with names that Pulumi makes unique", async () => {
            const run = await wholeProgram({ stack });

            const secrets = ofKind(run, "Secret").map(({ inputs }) => inputs);

            const wanted = kinds.map((kind) => ({
                namePrefix: `${identifier}-${kind}-`,
                description: `The ${kind} login of ${identifier}; made and rotated by ${identifier}-rotation`,
                kmsKeyId: output(one(run, "Key"), "arn"),
                recoveryWindowInDays: stack === "dev" ? 0 : 30,
                tags: tags(stack),
            }));
            assert.deepEqual(secrets, wanted);
        });

        for (const kind of kinds) {
            const name = `database-${kind}`;

            it(`give ${kind} a first version that is current, lives on, and is secret`, async () => {
                const run = await wholeProgram({ stack });

                const version = one(run, "SecretVersion", name);
                const { secretString, ...inputs } = version.inputs;

                assert.deepEqual(inputs, {
                    secretId: output(one(run, "Secret", name), "arn"),
                    versionStages: ["AWSCURRENT", "BOOTSTRAP"],
                });
                assert.deepEqual(version.secretInputs, ["secretString"]);
                const cluster = one(run, "Cluster");
                assert.deepEqual(JSON.parse(String(secretString)), {
                    engine: "postgres",
                    host: output(cluster, "endpoint"),
                    port: 5432,
                    dbname: "experimentation",
                    masterarn: masterSecretArn(run),
                });
            });

            it(`rotate ${kind} at once and every 30 days, by a function that Secrets Manager may invoke`, async () => {
                const run = await wholeProgram({ stack });

                const rotation = one(run, "SecretRotation", name);
                const permission = one(run, "Permission", `${name}-rotation`);

                const secretArn = output(one(run, "Secret", name), "arn");
                const rotationFunction = one(run, "Function", "database-rotation");
                assert.deepEqual(rotation.inputs, {
                    secretId: secretArn,
                    rotationLambdaArn: output(rotationFunction, "arn"),
                    rotationRules: { automaticallyAfterDays: 30 },
                    rotateImmediately: true,
                });
                assert.deepEqual(permission.inputs, {
                    action: "lambda:InvokeFunction",
                    function: output(rotationFunction, "name"),
                    principal: "secretsmanager.amazonaws.com",
                    sourceArn: secretArn,
                    sourceAccount: "123456789012",
                });
            });
        }

        it("are found by the parameters", async () => {
            const run = await wholeProgram({ stack });

            const parameters = ofKind(run, "Parameter").map(({ inputs }) => inputs);

            const cluster = one(run, "Cluster");
            const secretArn = (kind: string) => output(one(run, "Secret", `database-${kind}`), "arn");
            const parameter = (name: string, value: string, description: string) => ({
                name: `/experimentation/${stack}/database/${name}`,
                type: "String",
                value,
                description,
                tags: tags(stack),
            });
            assert.deepEqual(parameters, [
                parameter("host", output(cluster, "endpoint"), "The writer's endpoint"),
                parameter(
                    "migration-secret-arn",
                    secretArn("migration"),
                    "The secret of the login that owns the schema",
                ),
                parameter("name", "experimentation", "The database's name"),
                parameter("port", "5432", "The port of both endpoints"),
                parameter("reader-host", output(cluster, "readerEndpoint"), "The readers' endpoint"),
                parameter("reader-secret-arn", secretArn("reader"), "The secret of the login that reads"),
                parameter("secret-arn", secretArn("application"), "The secret of the login that writes"),
            ]);
        });
    });
}
