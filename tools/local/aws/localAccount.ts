import type { PolicyDocument } from "../iam/policy";

/**
 * An AWS account in one region as plain data: the resources that the endpoints serve, and the policies that control
 * access.
 */
export interface LocalAccount {
    /** Twelve digits. */
    readonly accountId: string;
    readonly region: string;
    readonly parameters: readonly LocalParameter[];
    readonly secrets: readonly LocalSecret[];
    readonly keys: readonly LocalKey[];
    readonly principals: readonly LocalPrincipal[];
    /** The functions' resource policies. Required if secrets have a rotation function. */
    readonly permissions: readonly LocalPermission[];
    /** The VPC endpoints that receive all calls of their APIs through private DNS. Empty if calls leave through NAT. */
    readonly endpoints: readonly LocalEndpoint[];
}

/** An interface endpoint with private DNS. */
export interface LocalEndpoint {
    /** The prefix of the API's actions, for instance `ssm`. */
    readonly api: string;
    readonly policy: PolicyDocument;
}

/** A parameter of SSM's Parameter Store. */
export interface LocalParameter {
    readonly name: string;
    readonly type: "String";
    readonly value: string;
    readonly arn: string;
}

/** A secret with its versions at the start of the endpoints. */
export interface LocalSecret {
    readonly arn: string;
    readonly name: string;
    /** The customer managed key that encrypts it. The caller needs permission to use this key too. */
    readonly kmsKeyArn: string;
    readonly versions: readonly { readonly id: string; readonly stages: readonly string[]; readonly value: string }[];
    readonly rotationFunctionArn?: string;
    /** The secret's resource policy, if any. It may deny, but not allow. */
    readonly policy?: PolicyDocument;
    /** Set if RDS owns the secret (a cluster's master user); only RDS may write it then. */
    readonly managedBy?: "rds";
}

/** A KMS key with its key policy. */
export interface LocalKey {
    readonly arn: string;
    readonly policy: PolicyDocument;
}

/** A role's temporary credentials, with the role's policies. */
export interface LocalPrincipal {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly roleArn: string;
    readonly policies: readonly PolicyDocument[];
    /** Set if a function uses the credentials. Its calls then carry `lambda:SourceFunctionArn`. */
    readonly functionArn?: string;
}

/** A statement of a function's resource policy, as `aws.lambda.Permission` registers it. */
export interface LocalPermission {
    readonly functionArn: string;
    readonly action: string;
    /** A service, for instance `secretsmanager.amazonaws.com`. */
    readonly principal: string;
    readonly sourceArn?: string;
    readonly sourceAccount?: string;
}
