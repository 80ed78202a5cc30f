import assert from "node:assert/strict";
import { allowing, ciStatements, reads, values } from "./policies";

describe("the preview role's policy", () => {
    const policy = "preview-policy.json";
    const allowed = ciStatements(policy).filter(({ effect }) => effect === "Allow");

    it("allows nothing but reads, by their names, and to decrypt the state and the functions' environments", () => {
        const others = allowed.flatMap(({ sid, actions }) =>
            actions.filter((action) => !reads.test(action)).map((action) => [sid, action]),
        );

        assert.deepEqual(others, [
            ["DecryptState", "kms:Decrypt"],
            ["DecryptFunctionEnvironments", "kms:Decrypt"],
        ]);
    });

    it("decrypts with the state's key, and with other keys only through Lambda", () => {
        const [state, others] = allowed.filter(({ actions }) => actions.includes("kms:Decrypt"));

        assert.deepEqual([state?.resources, state?.definition.Condition], [[values.STATE_KEY_ARN], undefined]);
        assert.deepEqual(others?.definition.Condition, throughLambda("StringEquals"));
    });

    it("denies all data: what is logged, stored, queried, secret or encrypted", () => {
        const denied = ciStatements(policy).filter(({ effect }) => effect === "Deny");

        assert.deepEqual(
            denied.map(({ sid, definition: { Resource, NotResource, Condition } }) => [
                sid,
                Resource ?? { NotResource },
                Condition,
            ]),
            [
                ["DenyData", "*", undefined],
                ["DenyDecryptionOfData", { NotResource: values.STATE_KEY_ARN }, throughLambda("StringNotEquals")],
            ],
        );
        assert.deepEqual(
            denied.flatMap(({ actions }) => actions),
            [
                "lambda:InvokeFunction",
                "logs:FilterLogEvents",
                "logs:GetLogEvents",
                "logs:GetLogRecord",
                "logs:GetQueryResults",
                "logs:StartLiveTail",
                "logs:StartQuery",
                "logs:Unmask",
                "rds-data:*",
                "rds-db:connect",
                "rds:DownloadCompleteDBLogFile",
                "rds:DownloadDBLogFilePortion",
                "secretsmanager:BatchGetSecretValue",
                "secretsmanager:GetSecretValue",
                "kms:Decrypt",
                "kms:ReEncryptFrom",
            ],
        );
    });

    it("reads only objects of the state's bucket", () => {
        const state = `arn:aws:s3:::${String(values.STATE_BUCKET)}`;

        const statements = [`${state}/.pulumi/meta.yaml`, `${state}-logs/x`, "arn:aws:s3:::other/x"].map((object) =>
            allowing(policy, "s3:GetObject", object),
        );

        assert.deepEqual(statements, [["ReadState"], [], []]);
    });
});

function throughLambda(operator: string): Record<string, unknown> {
    return { [operator]: { "kms:ViaService": `lambda.${String(values.REGION)}.amazonaws.com` } };
}
