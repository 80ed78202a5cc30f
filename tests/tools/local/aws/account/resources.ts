import type { Registered } from "../../../../../tools/local/aws/account/registered";

export const facts = { accountId: "111122223333", region: "eu-west-1", masterSecretValue: '{"username":"m"}' };
export const keyArn = "arn:aws:kms:eu-west-1:111122223333:key/1";
export const roleArn = "arn:aws:iam::111122223333:role/rotation-role";
export const functionArn = "arn:aws:lambda:eu-west-1:111122223333:function:rotation";
export const secretArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:reader-AbCdEf";
export const masterArn = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:rds!cluster-1-AbCdEf";
export const rolePolicy = statement({ Action: "ssm:GetParameters", Resource: "*" });
export const keyPolicy = statement({ Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" });

export const endpointPolicy = statement({ Principal: "*", Action: "ssm:GetParameters", Resource: "*" });

/** The resources of a small program, one of each type, with their outputs. */
export const outputs = {
    "aws:ssm/parameter:Parameter": {
        name: "/db/host",
        type: "String",
        value: "db.local",
        arn: "arn:aws:ssm:eu-west-1:111122223333:parameter/db/host",
    },
    "aws:kms/key:Key": { arn: keyArn, policy: keyPolicy },
    "aws:iam/role:Role": {
        arn: roleArn,
        name: "rotation-role",
        assumeRolePolicy: trustOf("111122223333"),
    },
    "aws:iam/rolePolicy:RolePolicy": { role: "rotation-role", policy: rolePolicy },
    "aws:lambda/function:Function": { arn: functionArn, name: "rotation", role: roleArn },
    "aws:lambda/permission:Permission": {
        function: "rotation",
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceArn: secretArn,
        sourceAccount: "111122223333",
    },
    "aws:secretsmanager/secret:Secret": { arn: secretArn, name: "reader", kmsKeyId: keyArn },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        secretId: secretArn,
        versionId: "v1",
        secretString: "{}",
        versionStages: ["AWSCURRENT", "BOOTSTRAP"],
    },
    "aws:secretsmanager/secretRotation:SecretRotation": { secretId: secretArn, rotationLambdaArn: functionArn },
    "aws:ec2/vpcEndpoint:VpcEndpoint": {
        serviceName: "com.amazonaws.eu-west-1.ssm",
        privateDnsEnabled: true,
        policy: endpointPolicy,
    },
    "aws:rds/cluster:Cluster": { masterUserSecrets: [{ secretArn: masterArn, kmsKeyId: keyArn }] },
} satisfies Record<string, Record<string, unknown>>;

/** The types of those resources. */
export type Type = keyof typeof outputs;

/** The program's resources, one of each type, with changed outputs of one of them, and more resources. */
export function resourcesWith(changed?: [Type, Record<string, unknown>], ...more: Registered[]): Registered[] {
    const resources = Object.entries(outputs).map(([type, known]) => ({
        type,
        name: "platform",
        outputs: type === changed?.[0] ? { ...known, ...changed[1] } : known,
    }));
    return [...resources, ...more];
}

/** Lets Lambda take a role for the functions of one account. */
export function trustOf(accountId: string): string {
    return statement({
        Principal: { Service: "lambda.amazonaws.com" },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
    });
}

/** A policy of one statement that allows. */
export function statement(elements: Record<string, unknown>): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", ...elements }] });
}
