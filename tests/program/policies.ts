import { accountId } from "../../offline/awsOutputs";
import type { ProgramRun } from "../../offline/runProgram";
import { type Decision, evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy, type Policy } from "../../tools/local/iam/policy";
import { ofKind, one, output } from "./resources";
import { region } from "./runs";

type Context = Readonly<Record<string, string>>;

/** Evaluates a request of a registered role: action, resource and condition keys. */
export type Ask = (action: string, resource: string, context?: Context) => Decision["allowed"];

/**
 * Evaluates the policies of a registered role, as AWS would for a request of this account. Also evaluates the resource
 * policy: the key's, the VPC endpoint's or the secret's. Requests to KMS carry the caller's account.
 *
 * @param names the logical names of the role and of its policy.
 */
export function asRole(run: ProgramRun, names: { readonly role: string; readonly policy: string }): Ask {
    const roleArn = output(one(run, "Role", names.role), "arn");
    const policy = one(run, "RolePolicy", names.policy);
    const identity = [parsePolicy(output(policy, "policy"), "identity", policy.name)];
    const keyArn = output(one(run, "Key"), "arn");
    return (action, resource, context = {}) => {
        const secret = ofKind(run, "Secret").find((each) => output(each, "arn") === resource);
        const endpoint = endpointPolicyOf(run, action.slice(0, action.indexOf(":")));
        return evaluate(
            {
                principal: { roleArn, accountId },
                action,
                resource,
                context: { ...context, ...caller(roleArn, action) },
            },
            {
                identity,
                ...(resource === keyArn ? { resource: keyPolicyOf(run) } : {}),
                ...(endpoint && { endpoint }),
                ...(secret && { denials: secretPolicyOf(run, secret.name) }),
            },
        ).allowed;
    };
}

/** Requests of a function's code. Each has the condition key `lambda:SourceFunctionArn`. */
export function asCode(run: ProgramRun, name: "access" | "database-rotation"): Ask {
    const ask = asRole(run, { role: `${name}-role`, policy: `${name}-policy` });
    const source = { "lambda:SourceFunctionArn": output(one(run, "Function", name), "arn") };
    return (action, resource, context) => ask(action, resource, { ...source, ...context });
}

/** Requests of the Lambda service with a function's role, before the code starts. */
export function asLambda(run: ProgramRun, name: "access" | "database-rotation"): Ask {
    return asRole(run, { role: `${name}-role`, policy: `${name}-policy` });
}

/** The registered policy of the key. */
export function keyPolicyOf(run: ProgramRun): Policy {
    return parsePolicy(output(one(run, "Key"), "policy"), "resource", "key");
}

/** The registered policy of a secret, by the secret's logical name. */
export function secretPolicyOf(run: ProgramRun, name: string): Policy {
    return parsePolicy(output(one(run, "SecretPolicy", name), "policy"), "resource", name);
}

/** The registered policy of the endpoint of an API; undefined where there is no such endpoint. */
export function endpointPolicyOf(run: ProgramRun, api: string): Policy | undefined {
    const endpoint = ofKind(run, "VpcEndpoint").find(({ name }) => name.endsWith(`-${api}`));
    return endpoint && parsePolicy(output(endpoint, "policy"), "resource", endpoint.name);
}

/** The context of a request for the key that a service makes on a caller's behalf. */
export function through(service: string, inRegion = region): Context {
    return { "kms:ViaService": `${service}.${inRegion}.amazonaws.com` };
}

function caller(roleArn: string, action: string): Context {
    return {
        "aws:PrincipalArn": roleArn,
        "aws:PrincipalIsAWSService": "false",
        "aws:SecureTransport": "true",
        "aws:PrincipalAccount": accountId,
        ...(action.startsWith("kms:") && { "kms:CallerAccount": accountId }),
    };
}
