import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount, type Account } from "../shared/account";
import type { DatabaseAccess } from "./databaseAccess";
import type { DatabaseCredentials } from "../aurora/credentials/databaseCredentials";
import { secretKinds } from "../aurora/platformArgs";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";

/** Whose access to the platform's secrets is to be limited, and to whom. */
export interface SecretAccessArgs {
    /** The secrets, and the rotation's role, which reads all of them. */
    readonly credentials: Pick<DatabaseCredentials, "secrets" | "rotationRole">;
    /** The access function's role, and the secrets that it reads. */
    readonly access: Pick<DatabaseAccess, "role" | "readSecrets">;
    /**
     * The ARNs of the roles and users, `*` in them included, that may read the secrets beside the functions: those of
     * applications, people and of whoever deploys, whose provider reads each first version. Empty leaves it to their
     * own policies. A change is made in place.
     */
    readonly readerArns: readonly string[];
}

/**
 * A policy for each secret that denies, whatever anybody's own policies allow: principals of other accounts, calls
 * without TLS, and, where readers are named, to read the value for everybody else. Nobody of the account is kept from
 * changing the policy, so that a reader who was forgotten can be let in.
 *
 * AWS's own services are of no account, and are not denied for that: they call for this one
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice).
 */
export function limitSecretAccess(
    name: string,
    { credentials, access, readerArns }: SecretAccessArgs,
    parent: pulumi.Resource,
): void {
    const account = currentAccount(parent);
    for (const kind of secretKinds) {
        const functionArns = [
            credentials.rotationRole.arn,
            ...(access.readSecrets.includes(kind) ? [access.role.arn] : []),
        ];
        new aws.secretsmanager.SecretPolicy(
            `${name}-${kind}`,
            {
                secretArn: credentials.secrets[kind].arn,
                policy: policyDocument(
                    otherAccounts(account),
                    withoutTls,
                    ...(readerArns.length === 0 ? [] : [otherReaders(account, [...functionArns, ...readerArns])]),
                ),
                blockPublicPolicy: true,
            },
            { parent },
        );
    }
}

const everybody = { Effect: "Deny", Principal: "*", Resource: "*" } as const;

const noService = { Bool: { "aws:PrincipalIsAWSService": "false" } };

function otherAccounts({ accountId }: Account): PolicyStatement {
    return {
        ...everybody,
        Sid: "OtherAccounts",
        Action: "secretsmanager:*",
        Condition: { ...noService, StringNotEquals: { "aws:PrincipalAccount": accountId } },
    };
}

const withoutTls: PolicyStatement = {
    ...everybody,
    Sid: "WithoutTls",
    Action: "secretsmanager:*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
};

function otherReaders({ accountId, partition }: Account, readers: readonly pulumi.Input<string>[]): PolicyStatement {
    return {
        ...everybody,
        Sid: "OtherReaders",
        Action: "secretsmanager:GetSecretValue",
        Condition: {
            ...noService,
            // The account's root user is its last resort.
            ArnNotLike: {
                "aws:PrincipalArn": [...readers, pulumi.interpolate`arn:${partition}:iam::${accountId}:root`],
            },
        },
    };
}
