import { randomBytes } from "node:crypto";
import { evaluate } from "../../iam/evaluate";
import { parsePolicy } from "../../iam/policy";
import type { LocalPrincipal } from "../localAccount";
import { labelOf, ofType, policy, refuse, type Registered, text } from "./registered";

/**
 * The principal of each function: temporary credentials of the function's role, with the role's policies. A permissions
 * boundary is left out, because the program does not hold its text and a boundary allows nothing by itself; the report
 * lists it.
 *
 * @throws if Lambda may not assume the role, or the role has policies whose text the program does not hold.
 */
export function functionPrincipals(resources: readonly Registered[], accountId: string): LocalPrincipal[] {
    return ofType(resources, "aws:lambda/function:Function").map((resource) => {
        const role = roleOf(resource, resources, accountId);
        return {
            // The prefix ASIA marks temporary credentials.
            accessKeyId: `ASIA${randomBytes(8).toString("hex").toUpperCase()}`,
            secretAccessKey: randomBytes(30).toString("base64"),
            sessionToken: randomBytes(48).toString("base64"),
            roleArn: text(role, "arn"),
            policies: ofType(resources, "aws:iam/rolePolicy:RolePolicy")
                .filter((candidate) => text(candidate, "role") === text(role, "name"))
                .map((candidate) => policy(candidate, "policy")),
            functionArn: text(resource, "arn"),
        };
    });
}

function roleOf(resource: Registered, resources: readonly Registered[], accountId: string): Registered {
    const roleArn = text(resource, "role");
    const role = ofType(resources, "aws:iam/role:Role").find((candidate) => text(candidate, "arn") === roleArn);
    if (role === undefined) {
        throw new Error(`${labelOf(resource)}: role ${roleArn} is not a role of the program.`);
    }
    requireLambda(role, accountId);
    refuse(role, "inlinePolicies", "managedPolicyArns");
    const attachment = ofType(resources, "aws:iam/rolePolicyAttachment:RolePolicyAttachment").find(
        (candidate) => text(candidate, "role") === text(role, "name"),
    );
    if (attachment !== undefined) {
        throw new Error(
            `${labelOf(attachment)}: ${text(attachment, "policyArn")} is attached to a function's role, but the local ` +
                "account does not know its text; write the role's policy as an aws.iam.RolePolicy.",
        );
    }
    return role;
}

/**
 * Lambda sends the account that it acts for as `aws:SourceAccount` (aws/agent-toolkit-for-aws,
 * lambda-trust-policy.json).
 */
function requireLambda(role: Registered, accountId: string): void {
    const name = labelOf(role);
    const trust = parsePolicy(policy(role, "assumeRolePolicy"), "trust", `${name}, assumeRolePolicy`);
    const request = {
        principal: { service: "lambda.amazonaws.com" },
        action: "sts:AssumeRole",
        resource: text(role, "arn"),
        context: { "aws:SourceAccount": accountId },
    };
    if (!evaluate(request, { identity: [], resource: trust }).allowed) {
        throw new Error(`${name}: assumeRolePolicy does not let lambda.amazonaws.com assume the role of a function.`);
    }
}
