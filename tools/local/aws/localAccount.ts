import type { PolicyDocument } from "../iam/policy";

/** An AWS account in one region as plain data: what the endpoints serve, and what they let whom do. */
export interface LocalAccount {
    /** Twelve digits. */
    readonly accountId: string;
    readonly region: string;
    readonly parameters: readonly LocalParameter[];
    readonly secrets: readonly LocalSecret[];
    readonly keys: readonly LocalKey[];
    readonly principals: readonly LocalPrincipal[];
    /** Who may invoke which function; needed where secrets have a rotation function. */
    readonly permissions: readonly LocalPermission[];
    /** The VPC endpoints that all calls of their APIs pass, as private DNS makes them; none where calls leave by NAT. */
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

/** A secret with the versions that it has when the endpoints start. */
export interface LocalSecret {
    readonly arn: string;
    readonly name: string;
    /** The customer key that encrypts it; the caller must be allowed to use that key too. */
    readonly kmsKeyArn: string;
    readonly versions: readonly { readonly id: string; readonly stages: readonly string[]; readonly value: string }[];
    readonly rotationFunctionArn?: string;
    /** The secret's own policy, where it has one. It may deny, and not allow. */
    readonly policy?: PolicyDocument;
    /** Set where RDS owns the secret (a cluster's master user): nobody else may write it. */
    readonly managedBy?: "rds";
}

/** A KMS key with its key policy. */
export interface LocalKey {
    readonly arn: string;
    readonly policy: PolicyDocument;
}

/** A role's temporary credentials, with everything that the role may do. */
export interface LocalPrincipal {
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
    readonly sessionToken?: string;
    readonly roleArn: string;
    readonly policies: readonly PolicyDocument[];
    /** Set where a function's code holds the credentials; gives its calls `lambda:SourceFunctionArn`. */
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
