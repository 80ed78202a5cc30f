import { satisfies } from "./condition";
import type { Policy, Statement } from "./policy";
import { matchPrincipal, type Principal, type PrincipalMatch } from "./principal";
import { matchesArn, matchesPattern } from "./wildcard";

/** One request for access, as AWS sees it. */
export interface AccessRequest {
    readonly principal: Principal;
    /** For instance `secretsmanager:GetSecretValue`. */
    readonly action: string;
    /** The ARN that the action is about; `*` for an action that knows no resource. */
    readonly resource: string;
    /** The condition keys of the request with their values. */
    readonly context: Readonly<Record<string, string>>;
}

/** The policies that decide about a request. */
export interface Policies {
    readonly identity: readonly Policy[];
    /**
     * The policy of the resource, where it must agree: a key's and a role's trust always, a function's where a service
     * invokes it, for a service has no identity policy. Leave it out where a caller's identity policies are enough.
     */
    readonly resource?: Policy;
    /** The policy of a secret, which need not agree: its denials count. One that allows is refused in `tools/local/aws`. */
    readonly denials?: Policy;
    /** The policy of the VPC endpoint that the request passes; leave it out where it passes none. */
    readonly endpoint?: Policy;
}

/** What the policies say, with AWS's own two reasons for a refusal. */
export type Decision =
    | { readonly allowed: true }
    | {
          readonly allowed: false;
          readonly reason: "explicitDeny" | "noAllow";
          readonly policyType: "identity-based" | "resource-based" | "VPC endpoint";
      };

/**
 * Decides about a request as AWS does within one account. A Deny anywhere wins. Without a resource policy an identity
 * policy must allow. With one, the resource policy must name the caller itself, or its account: then the caller's
 * identity policies decide. An endpoint's policy gives nothing: it must let the request through besides
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

/** The statements of the endpoint's policy about a request; undefined where it passes no endpoint. */
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
