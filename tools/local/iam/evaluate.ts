import { satisfies } from "./condition";
import type { Policy, Statement } from "./policy";
import { matchPrincipal, type Principal, type PrincipalMatch } from "./principal";
import { matchesArn, matchesPattern } from "./wildcard";

/** One request for access. */
export interface AccessRequest {
    readonly principal: Principal;
    /** For instance `secretsmanager:GetSecretValue`. */
    readonly action: string;
    /** The ARN of the action's resource; `*` for an action without resources. */
    readonly resource: string;
    /** The request's condition keys with their values. */
    readonly context: Readonly<Record<string, string>>;
}

/** The policies that apply to a request. */
export interface Policies {
    readonly identity: readonly Policy[];
    /**
     * The resource's policy, if its consent is required: always for a key and for a role's trust, and for a function
     * that a service invokes, because a service has no identity policy. Leave it out if the caller's identity policies
     * are enough.
     */
    readonly resource?: Policy;
    /**
     * A secret's policy, whose consent is not required: only its denials count. `tools/local/aws` refuses one that
     * allows.
     */
    readonly denials?: Policy;
    /** The policy of the VPC endpoint that the request passes through. Leave it out if there is none. */
    readonly endpoint?: Policy;
}

/** The policies' decision, with AWS's own two reasons for a denial. */
export type Decision =
    | { readonly allowed: true }
    | {
          readonly allowed: false;
          readonly reason: "explicitDeny" | "noAllow";
          readonly policyType: "identity-based" | "resource-based" | "VPC endpoint";
      };

/**
 * Evaluates a request as AWS does within one account. A Deny in any policy wins. Without a resource policy, an identity
 * policy must allow the request. With one, the resource policy must name the caller itself or its account; if it names
 * the account, an identity policy must allow the request too. An endpoint's policy grants nothing, but must also allow
 * the request
 * (https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html).
 */
export function evaluate(request: AccessRequest, policies: Policies): Decision {
    const identity = policies.identity.flatMap(({ statements }) => statements.filter((s) => covers(s, request)));
    const resource = (policies.resource?.statements ?? []).filter((statement) => covers(statement, request));
    const passing = endpointStatements(policies, request);
    const named = (effect: Statement["effect"], ...matches: PrincipalMatch[]) =>
        resource.some((s) => s.effect === effect && matches.includes(principalMatch(s, request.principal)));

    if (identity.some(({ effect }) => effect === "Deny")) {
        return { allowed: false, reason: "explicitDeny", policyType: "identity-based" };
    }
    if (named("Deny", "direct", "account") || denies(policies.denials, request)) {
        return { allowed: false, reason: "explicitDeny", policyType: "resource-based" };
    }
    if (passing?.some(({ effect }) => effect === "Deny")) {
        return { allowed: false, reason: "explicitDeny", policyType: "VPC endpoint" };
    }
    if (passing?.length === 0) {
        return { allowed: false, reason: "noAllow", policyType: "VPC endpoint" };
    }
    if (named("Allow", "direct")) {
        return { allowed: true };
    }
    if (policies.resource !== undefined && !named("Allow", "account")) {
        return { allowed: false, reason: "noAllow", policyType: "resource-based" };
    }
    return identity.some(({ effect }) => effect === "Allow")
        ? { allowed: true }
        : { allowed: false, reason: "noAllow", policyType: "identity-based" };
}

function denies(policy: Policy | undefined, request: AccessRequest): boolean {
    return (policy?.statements ?? []).some(
        (statement) =>
            statement.effect === "Deny" &&
            covers(statement, request) &&
            principalMatch(statement, request.principal) !== "none",
    );
}

/** The statements of the endpoint's policy that apply to a request; undefined if it passes through no endpoint. */
function endpointStatements({ endpoint }: Policies, request: AccessRequest): readonly Statement[] | undefined {
    return endpoint?.statements
        .filter((statement) => covers(statement, request))
        .filter((statement) => principalMatch(statement, request.principal) !== "none");
}

function covers(statement: Statement, { action, resource, context }: AccessRequest): boolean {
    return (
        statement.actions.some((pattern) => matchesPattern(pattern.toLowerCase(), action.toLowerCase())) &&
        statement.resources.some((pattern) => matchesArn(pattern, resource)) &&
        satisfies(statement.conditions, context)
    );
}

function principalMatch(statement: Statement, caller: Principal): PrincipalMatch {
    return statement.principal === undefined ? "none" : matchPrincipal(statement.principal, caller);
}
