import type { LocalAccount, LocalEndpoint, LocalKey, LocalParameter, LocalPermission } from "../localAccount";
import { functionPrincipals } from "./functionPrincipals";
import { labelOf, ofType, optionalText, policy, refuse, type Registered, text } from "./registered";
import { masterSecrets, ownSecrets } from "./secrets";

/** Facts about an account that a program does not register. */
export interface AccountFacts {
    /** Twelve digits. */
    readonly accountId: string;
    readonly region: string;
    /** The value that RDS puts into the secret of a cluster's master user: JSON text with `username` and `password`. */
    readonly masterSecretValue: string;
}

/**
 * Builds the account from a program's registered resources. Each function gets fresh temporary credentials of its role.
 *
 * @throws if a resource lacks a property that the endpoints need, or controls access in an unsupported way.
 */
export function accountFrom(
    resources: readonly Registered[],
    { accountId, region, masterSecretValue }: AccountFacts,
): LocalAccount {
    refuseUnread(resources);
    return {
        accountId,
        region,
        parameters: ofType(resources, "aws:ssm/parameter:Parameter").map(parameter),
        secrets: [...ownSecrets(resources), ...masterSecrets(resources, masterSecretValue)],
        keys: ofType(resources, "aws:kms/key:Key").map(key),
        principals: functionPrincipals(resources, accountId),
        permissions: ofType(resources, "aws:lambda/permission:Permission").map((resource) =>
            permission(resource, resources),
        ),
        endpoints: eachOnce(
            ofType(resources, "aws:ec2/vpcEndpoint:VpcEndpoint")
                .filter((each) => !isGateway(each))
                .map(endpoint),
        ),
    };
}

/** Resource types that control access to a secret, a key or a role, and that are not supported here. */
const unreadTypes = ["aws:iam/policyAttachment:PolicyAttachment", "aws:kms/grant:Grant", "aws:kms/keyPolicy:KeyPolicy"];

function refuseUnread(resources: readonly Registered[]): void {
    const unread = resources.find(({ type }) => unreadTypes.includes(type));
    if (unread !== undefined) {
        throw new Error(
            `${labelOf(unread)}: the local account does not read this type, which decides about access; ` +
                "use the resource's own policy, or add support in tools/local/aws/account.",
        );
    }
}

function parameter(resource: Registered): LocalParameter {
    const type = text(resource, "type");
    if (type !== "String") {
        throw new Error(`${labelOf(resource)}: type ${type} is not served by the local endpoints; use String.`);
    }
    return { name: text(resource, "name"), type, value: text(resource, "value"), arn: text(resource, "arn") };
}

function key(resource: Registered): LocalKey {
    return { arn: text(resource, "arn"), policy: policy(resource, "policy") };
}

/** The gateway endpoint is in route tables of the database alone, so no function's call passes it. */
function isGateway(resource: Registered): boolean {
    return optionalText(resource, "vpcEndpointType") === "Gateway";
}

/** Reads the API from an endpoint's service name, `com.amazonaws.<region>.<api>`. */
function endpoint(resource: Registered): LocalEndpoint {
    const [, api] = /\.([a-z-]+)$/.exec(text(resource, "serviceName")) ?? [];
    if (api === undefined || resource.outputs.privateDnsEnabled !== true) {
        throw new Error(
            `${labelOf(resource)}: the local account knows endpoints of AWS's APIs with private DNS alone.`,
        );
    }
    return { api, policy: policy(resource, "policy") };
}

function eachOnce(endpoints: readonly LocalEndpoint[]): readonly LocalEndpoint[] {
    const twice = endpoints.find(({ api }, index) => endpoints.findIndex((other) => other.api === api) !== index);
    if (twice !== undefined) {
        throw new Error(`Two endpoints of ${twice.api}: the local account supports one endpoint of each API.`);
    }
    return endpoints;
}

function permission(resource: Registered, resources: readonly Registered[]): LocalPermission {
    refuse(resource, "eventSourceToken", "functionUrlAuthType", "principalOrgId", "qualifier");
    const wanted = text(resource, "function");
    const target = ofType(resources, "aws:lambda/function:Function").find((candidate) =>
        [optionalText(candidate, "name"), optionalText(candidate, "arn")].includes(wanted),
    );
    if (target === undefined) {
        throw new Error(`${labelOf(resource)}: function ${wanted} is not a function of the program.`);
    }
    const sourceArn = optionalText(resource, "sourceArn");
    const sourceAccount = optionalText(resource, "sourceAccount");
    return {
        functionArn: text(target, "arn"),
        action: text(resource, "action"),
        principal: text(resource, "principal"),
        ...(sourceArn !== undefined && { sourceArn }),
        ...(sourceAccount !== undefined && { sourceAccount }),
    };
}
