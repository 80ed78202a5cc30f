import assert from "node:assert/strict";
import { accountFrom } from "../../../../../tools/local/aws/account/accountFrom";
import { startAwsEndpoints } from "../../../../../tools/local/aws/endpoints";
import {
    endpointPolicy,
    facts,
    functionArn,
    keyArn,
    keyPolicy,
    masterArn,
    outputs,
    resourcesWith,
    roleArn,
    rolePolicy,
    secretArn,
    statement,
} from "./resources";

describe("accountFrom", () => {
    it("leaves out the gateway endpoint of S3, which no function's call passes", () => {
        const gateway = {
            type: "aws:ec2/vpcEndpoint:VpcEndpoint",
            name: "s3",
            outputs: { serviceName: "com.amazonaws.eu-west-1.s3", vpcEndpointType: "Gateway", policy: endpointPolicy },
        };

        const { endpoints } = accountFrom(resourcesWith(undefined, gateway), facts);

        assert.deepEqual(
            endpoints.map(({ api }) => api),
            ["ssm"],
        );
    });

    it("builds an account from the registered resources", () => {
        const { principals, secrets, ...rest } = accountFrom(resourcesWith(), facts);

        const { accessKeyId, secretAccessKey, sessionToken, ...principal } = principals[0] ?? {};
        assert.equal(principals.length, 1);
        assert.deepEqual(principal, { roleArn, policies: [rolePolicy], functionArn });
        assert.match(accessKeyId ?? "", /^ASIA[0-9A-F]{16}$/);
        assert.equal(secretAccessKey?.length, 40);
        assert.equal(sessionToken?.length, 64);
        assert.deepEqual(
            secrets.map(({ versions, ...secret }) => ({
                ...secret,
                versions: versions.map(({ stages, value }) => ({ stages, value })),
            })),
            [
                {
                    arn: secretArn,
                    name: "reader",
                    kmsKeyArn: keyArn,
                    rotationFunctionArn: functionArn,
                    versions: [{ stages: ["AWSCURRENT", "BOOTSTRAP"], value: "{}" }],
                },
                {
                    arn: masterArn,
                    name: "rds!cluster-1",
                    kmsKeyArn: keyArn,
                    managedBy: "rds",
                    versions: [{ stages: ["AWSCURRENT"], value: facts.masterSecretValue }],
                },
            ],
        );
        assert.equal(secrets[0]?.versions[0]?.id, "v1");
        assert.deepEqual(rest, {
            accountId: "111122223333",
            region: "eu-west-1",
            parameters: [outputs["aws:ssm/parameter:Parameter"]],
            keys: [{ arn: keyArn, policy: keyPolicy }],
            permissions: [
                {
                    functionArn,
                    action: "lambda:InvokeFunction",
                    principal: "secretsmanager.amazonaws.com",
                    sourceArn: secretArn,
                    sourceAccount: "111122223333",
                },
            ],
            endpoints: [{ api: "ssm", policy: endpointPolicy }],
        });
    });

    it("builds an account that the endpoints accept", async () => {
        const endpoints = await startAwsEndpoints(accountFrom(resourcesWith(), facts));

        await endpoints.stop();
    });

    it("creates new credentials for a function each time", () => {
        const [first, second] = [1, 2].map(() => accountFrom(resourcesWith(), facts).principals[0]);

        assert.notEqual(first?.accessKeyId, second?.accessKeyId);
        assert.notEqual(first?.secretAccessKey, second?.secretAccessKey);
    });

    it("treats a version without stages as current, and accepts a permission by the function's ARN", () => {
        const versionless = resourcesWith([
            "aws:secretsmanager/secretVersion:SecretVersion",
            { versionStages: undefined },
        ]);
        const byArn = resourcesWith(["aws:lambda/permission:Permission", { function: functionArn }]);

        assert.deepEqual(accountFrom(versionless, facts).secrets[0]?.versions[0]?.stages, ["AWSCURRENT"]);
        assert.equal(accountFrom(byArn, facts).permissions[0]?.functionArn, functionArn);
    });

    it("gives a role the policies that are its own", () => {
        const other = { role: "other-role", policy: statement({ Action: "s3:*", Resource: "*" }) };
        const resources = resourcesWith(undefined, {
            type: "aws:iam/rolePolicy:RolePolicy",
            name: "other",
            outputs: other,
        });

        assert.deepEqual(accountFrom(resources, facts).principals[0]?.policies, [rolePolicy]);
    });

    it("treats the provider's values for unused properties as absent", () => {
        const secret = resourcesWith(["aws:secretsmanager/secret:Secret", { policy: "", replicas: [] }]);
        const role = resourcesWith(["aws:iam/role:Role", { inlinePolicies: null, permissionsBoundary: undefined }]);

        assert.equal(accountFrom(secret, facts).secrets.length, 2);
        assert.equal(accountFrom(role, facts).principals.length, 1);
    });

    it("leaves out a permissions boundary, because the program does not hold its text", () => {
        const permissionsBoundary = "arn:aws:iam::111122223333:policy/boundary";
        const bound = resourcesWith(["aws:iam/role:Role", { permissionsBoundary }]);

        assert.deepEqual(accountFrom(bound, facts).principals[0]?.policies, [rolePolicy]);
    });

    it("builds an empty account without resources", () => {
        assert.deepEqual(accountFrom([], facts), {
            accountId: "111122223333",
            region: "eu-west-1",
            parameters: [],
            secrets: [],
            keys: [],
            principals: [],
            permissions: [],
            endpoints: [],
        });
    });
});
