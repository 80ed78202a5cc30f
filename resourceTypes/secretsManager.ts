import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

const freeBecause = "a part of its secret";

/** Secrets Manager's secrets, their policies, versions and rotation. */
export const secretsManager = {
    secret: {
        token: "aws:secretsmanager/secret:Secret",
        autoName: "name",
        replacedBy: words("name namePrefix"),
        updatedBy: words("description kmsKeyId recoveryWindowInDays tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("secretsmanager", {
            create: "CreateSecret TagResource kms:Decrypt kms:GenerateDataKey",
            read: "DescribeSecret GetResourcePolicy",
            update: "UpdateSecret TagResource UntagResource",
            delete: "DeleteSecret",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            const arn = r.arn("secretsmanager", `secret:${name}-${r.hex(6)}`);
            return { id: arn, computed: { name, arn } };
        },
    },
    secretPolicy: {
        token: "aws:secretsmanager/secretPolicy:SecretPolicy",
        schema: "secretsmanager/secret_policy.go",
        required: words("policy secretArn"),
        replacedBy: words("secretArn"),
        updatedBy: words("blockPublicPolicy policy"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("secretsmanager", {
            create: "PutResourcePolicy",
            read: "GetResourcePolicy",
            update: "PutResourcePolicy",
            delete: "DeleteResourcePolicy",
        }),
        outputs: (r) => ({ id: r.text("secretArn"), computed: {} }),
    },
    secretRotation: {
        token: "aws:secretsmanager/secretRotation:SecretRotation",
        required: words("secretId"),
        replacedBy: words("secretId"),
        updatedBy: words("rotateImmediately rotationLambdaArn rotationRules"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("secretsmanager", {
            create: "RotateSecret lambda:InvokeFunction",
            read: "DescribeSecret",
            update: "RotateSecret lambda:InvokeFunction",
            delete: "CancelRotateSecret",
        }),
        outputs: (r) => ({
            id: r.text("secretId"),
            computed: { rotationEnabled: true },
        }),
    },
    secretVersion: {
        token: "aws:secretsmanager/secretVersion:SecretVersion",
        schema: "secretsmanager/secret_version.go",
        required: words("secretId"),
        replacedBy: words("secretBinary secretId secretString"),
        updatedBy: words("versionStages"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("secretsmanager", {
            create: "PutSecretValue kms:Decrypt kms:GenerateDataKey",
            read: "GetSecretValue",
            update: "ListSecretVersionIds UpdateSecretVersionStage",
            delete: "UpdateSecretVersionStage",
        }),
        outputs: (r) => ({
            id: `${r.text("secretId")}|${r.uuid()}`,
            computed: { versionId: r.uuid(), arn: r.text("secretId") },
        }),
    },
} satisfies ResourceTypes;
