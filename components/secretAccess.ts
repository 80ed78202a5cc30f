import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount, type Account } from "./account";
import { secretKinds, type SecretKind } from "./databaseCredentials";
import { policyDocument, type PolicyStatement } from "./policyDocument";

/** Whose access to the platform's secrets is to be limited, and to whom. */
export interface SecretAccessArgs {
    /** The platform's secrets, by what their logins are for. */
    readonly secrets: Readonly<Record<SecretKind, aws.secretsmanager.Secret>>;
    /** By secret, the roles of the platform's functions that read it. */
    readonly functionRoles: Readonly<Record<SecretKind, readonly pulumi.Input<string>[]>>;
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
 * AWS's own services are not denied: they call for the account, and have none of their own
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice).
 */
export function limitSecretAccess(name: string, args: SecretAccessArgs, parent: pulumi.Resource): void {
    const account = currentAccount(parent);
    for (const kind of secretKinds) {
        new aws.secretsmanager.SecretPolicy(
            `${name}-${kind}`,
            {
                secretArn: args.secrets[kind].arn,
                policy: policyDocument(
                    otherAccounts(account),
                    withoutTls,
                    ...(args.readerArns.length === 0
                        ? []
                        : [otherReaders(account, [...args.functionRoles[kind], ...args.readerArns])]),
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
