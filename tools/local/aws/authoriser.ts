import { partitionOf } from "../../../settings/aws/regions";
import { type Decision, evaluate, type Policies } from "../iam/evaluate";
import { parsePolicy, type Policy } from "../iam/policy";
import { type AwsError, awsError } from "./awsError";
import { createFunctionPolicies } from "./functionPolicies";
import type { LocalAccount, LocalPrincipal } from "./localAccount";

/** One authorisation decision. It never holds the value of a secret or a parameter. */
export interface AccessLogEntry {
    /** A role's name, or a service's. */
    readonly principal: string;
    readonly action: string;
    readonly resource: string;
    readonly allowed: boolean;
}

/** Authorises calls by the account's policies. Logs every decision, and throws AWS's own error for a denial. */
export interface Authoriser {
    readonly log: readonly AccessLogEntry[];
    /** Throws AccessDeniedException if the caller's policies do not allow the action on the resource. */
    readonly requireAction: (caller: LocalPrincipal, action: string, resource: string) => void;
    /** Throws AccessDeniedException if the caller may not use a secret's key through Secrets Manager. */
    readonly requireKey: (caller: LocalPrincipal, action: string, use: KeyUse) => void;
    /** Throws AccessDeniedException if Secrets Manager may not invoke a secret's rotation function. */
    readonly requireInvoke: (functionArn: string, secretArn: string) => void;
}

/** The secret's version that a key encrypts or decrypts. */
export interface KeyUse {
    readonly kmsKeyArn: string;
    readonly secretArn: string;
    readonly versionId: string;
}

/**
 * Creates the authoriser of an account.
 *
 * @throws if a policy holds an element that the local evaluator does not support.
 */
export function createAuthoriser(account: LocalAccount): Authoriser {
    const identityPolicies = new Map(
        account.principals.map(({ accessKeyId, roleArn, policies }) => [
            accessKeyId,
            policies.map((document, index) => parsePolicy(document, "identity", `${roleArn}, policy ${index + 1}`)),
        ]),
    );
    const keyPolicies = new Map(account.keys.map(({ arn, policy }) => [arn, parsePolicy(policy, "resource", arn)]));
    const functionPolicies = createFunctionPolicies(account.permissions);
    const secretPolicies = new Map(
        account.secrets.flatMap(({ arn, policy }) =>
            policy === undefined ? [] : [[arn, denialsOf(parsePolicy(policy, "resource", arn), arn)]],
        ),
    );
    const endpointPolicies = new Map(
        account.endpoints.map(({ api, policy }) => [api, parsePolicy(policy, "resource", `endpoint of ${api}`)]),
    );
    const partition = partitionOf(account.region);
    const log: AccessLogEntry[] = [];

    function decide(
        caller: LocalPrincipal,
        action: string,
        resource: string,
        context: Context,
        others: Omit<Policies, "identity">,
    ): Decision {
        const decision = evaluate(
            {
                principal: { roleArn: caller.roleArn, accountId: account.accountId },
                action,
                resource,
                context,
            },
            {
                identity: identityPolicies.get(caller.accessKeyId) ?? [],
                ...others,
            },
        );
        log.push({ principal: roleName(caller), action, resource, allowed: decision.allowed });
        return decision;
    }

    return {
        log,
        requireAction(caller, action, resource) {
            const context: Context = {
                "aws:PrincipalAccount": account.accountId,
                "aws:ResourceAccount": account.accountId,
                "aws:PrincipalArn": caller.roleArn,
                "aws:PrincipalIsAWSService": "false",
                // AWS's endpoints accept TLS only.
                "aws:SecureTransport": "true",
                ...(caller.functionArn !== undefined && { "lambda:SourceFunctionArn": caller.functionArn }),
            };
            const endpoint = endpointPolicies.get(action.slice(0, action.indexOf(":")));
            const denials = secretPolicies.get(resource);
            const decision = decide(caller, action, resource, context, {
                ...(endpoint && { endpoint }),
                ...(denials && { denials }),
            });
            if (!decision.allowed) {
                throw accessDenied(account, caller, action, resource, decision);
            }
        },
        requireKey(caller, action, { kmsKeyArn, secretArn, versionId }) {
            const keyPolicy = keyPolicies.get(kmsKeyArn);
            const context = {
                "kms:ViaService": `secretsmanager.${account.region}.${partition.dnsSuffix}`,
                "kms:CallerAccount": account.accountId,
                "kms:EncryptionContext:SecretARN": secretArn,
                "kms:EncryptionContext:SecretVersionId": versionId,
            };
            if (
                keyPolicy === undefined ||
                !decide(caller, action, kmsKeyArn, context, { resource: keyPolicy }).allowed
            ) {
                throw awsError("AccessDeniedException", "Access to KMS is not allowed");
            }
        },
        requireInvoke(functionArn, secretArn) {
            const service = "secretsmanager.amazonaws.com";
            const action = "lambda:InvokeFunction";
            const { allowed } = evaluate(
                {
                    principal: { service },
                    action,
                    resource: functionArn,
                    context: { "aws:SourceArn": secretArn, "aws:SourceAccount": account.accountId },
                },
                { identity: [], resource: functionPolicies.get(functionArn) ?? { statements: [] } },
            );
            log.push({ principal: service, action, resource: functionArn, allowed });
            if (!allowed) {
                throw awsError(
                    "AccessDeniedException",
                    "Secrets Manager cannot invoke the specified Lambda function. Ensure that the function policy " +
                        `grants access to the principal ${service}.`,
                );
            }
        },
    };
}

function denialsOf(policy: Policy, arn: string): Policy {
    if (policy.statements.some(({ effect }) => effect === "Allow")) {
        throw new Error(`${arn}: its policy allows something, which the local account does not know; let it deny.`);
    }
    return policy;
}

type Context = Readonly<Record<string, string>>;

function accessDenied(
    { accountId, region }: LocalAccount,
    caller: LocalPrincipal,
    action: string,
    resource: string,
    { reason, policyType }: Exclude<Decision, { allowed: true }>,
): AwsError {
    const session = `arn:${partitionOf(region).id}:sts::${accountId}:assumed-role/${roleName(caller)}/${sessionName(caller)}`;
    const why =
        reason === "explicitDeny"
            ? `with an explicit deny in ${policyType.startsWith("i") ? "an" : "a"} ${policyType} policy`
            : `because no ${policyType} policy allows the ${action} action`;
    return awsError(
        "AccessDeniedException",
        `User: ${session} is not authorized to perform: ${action} on resource: ${resource} ${why}`,
    );
}

/** The ARN of a role's session does not include the role's path. */
function roleName({ roleArn }: LocalPrincipal): string {
    return roleArn.slice(roleArn.lastIndexOf("/") + 1);
}

/** Lambda names a function's session after the function. */
function sessionName({ functionArn }: LocalPrincipal): string {
    return functionArn?.split(":")[6] ?? "local";
}
