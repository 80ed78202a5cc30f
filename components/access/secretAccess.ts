import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { loginKinds } from "../../handlers/shared/loginKinds";
import type { DatabaseCredentials } from "../aurora/credentials/databaseCredentials";
import { type Account, currentAccount } from "../shared/account";
import { policyDocument, type PolicyStatement } from "../shared/policyDocument";
import type { DatabaseAccess } from "./databaseAccess";

/** Arguments of {@link limitSecretAccess}. */
export interface SecretAccessArgs {
    /** The secrets, and the rotation function's role, which reads all of them. */
    readonly credentials: Pick<DatabaseCredentials, "secrets" | "rotationRole">;
    /** The access function's role, and the secrets that it reads. */
    readonly access: Pick<DatabaseAccess, "role" | "readSecrets">;
    /**
     * ARNs, with `*` as wildcard, of the other roles and users that may read the secrets: those of applications, people
     * and deployments (the AWS provider reads each first version). Empty leaves it to the readers' own policies. A
     * change is made in place.
     */
    readonly readerArns: readonly string[];
}

/**
 * Creates a resource policy for each secret. It denies principals of other accounts, calls without TLS, and, if readers
 * are named, reading the value to everyone else, regardless of their own policies. It does not deny changes of the
 * policy itself, so that a missing reader can be added.
 *
 * AWS services are exempt from the account rule: they belong to no account, and call for this one
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalisawsservice).
 */
export function limitSecretAccess(
    name: string,
    { credentials, access, readerArns }: SecretAccessArgs,
    parent: pulumi.Resource,
): void {
    const account = currentAccount(parent);
    for (const kind of loginKinds) {
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
            // The root user always keeps access, as a last resort.
            ArnNotLike: {
                "aws:PrincipalArn": [...readers, pulumi.interpolate`arn:${partition}:iam::${accountId}:root`],
            },
        },
    };
}
