import { accountId } from "../../offline/awsOutputs";
import type { ProgramRun } from "../../offline/runProgram";
import { type Decision, evaluate } from "../../tools/local/iam/evaluate";
import { parsePolicy, type Policy } from "../../tools/local/iam/policy";
import { ofKind, one, output } from "./resources";
import { region } from "./runs";

type Context = Readonly<Record<string, string>>;

/** What may be asked of a registered role: an action on a resource, with what the request says of itself. */
export type Ask = (action: string, resource: string, context?: Context) => Decision["allowed"];

/**
 * Decides by the policies of a registered role, as AWS would for a request of this account. What is asked of the
 * platform's key is decided by the key's policy too, and says which account asks; what passes a registered endpoint, by
 * the endpoint's; what is done with a secret, by the secret's.
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

/** What the code of a function asks: every request says which function it comes from. */
export function asCode(run: ProgramRun, name: "access" | "database-rotation"): Ask {
    const ask = asRole(run, { role: `${name}-role`, policy: `${name}-policy` });
    const source = { "lambda:SourceFunctionArn": output(one(run, "Function", name), "arn") };
    return (action, resource, context) => ask(action, resource, { ...source, ...context });
}

/** What the Lambda service asks with a function's role, before any code runs. */
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
