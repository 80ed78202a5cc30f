import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EndpointAccess } from "../network/types";

/** The database and the endpoints that a client is let in to. */
export interface ConnectionTargets {
    readonly databaseGroupId: pulumi.Input<string>;
    readonly port: number;
    readonly endpointAccess: EndpointAccess;
}

/**
 * The rules that let a client's security group connect to the database and to the AWS APIs: standalone rules on both
 * sides, each naming the other group. No rule lets anybody in by address.
 *
 * @param name prefix of the rules' names: one client a name.
 */
export function connectionRules(
    name: string,
    clientGroupId: pulumi.Input<string>,
    { databaseGroupId, port, endpointAccess }: ConnectionTargets,
    parent: pulumi.Resource,
): pulumi.Resource[] {
    const toDatabase = groupRules(`${name}-database`, clientGroupId, databaseGroupId, port, true, parent);
    if (endpointAccess.kind === "group") {
        const { securityGroupId, owned } = endpointAccess;
        return [
            ...toDatabase,
            ...groupRules(`${name}-endpoints`, clientGroupId, securityGroupId, httpsPort, owned, parent),
        ];
    }
    const toNat = new aws.vpc.SecurityGroupEgressRule(
        `${name}-nat-egress`,
        {
            securityGroupId: clientGroupId,
            description: "HTTPS to the AWS APIs by NAT: they have no fixed addresses",
            cidrIpv4: "0.0.0.0/0",
            ...tcp(httpsPort),
        },
        { parent },
    );
    return [...toDatabase, toNat];
}

const httpsPort = 443;

function tcp(port: number) {
    return { ipProtocol: "tcp", fromPort: port, toPort: port };
}

/** @param owned whether the target group's rules are the program's to make. */
function groupRules(
    name: string,
    clientGroupId: pulumi.Input<string>,
    targetGroupId: pulumi.Input<string>,
    port: number,
    owned: boolean,
    parent: pulumi.Resource,
): pulumi.Resource[] {
    const egress = new aws.vpc.SecurityGroupEgressRule(
        `${name}-egress`,
        { securityGroupId: clientGroupId, referencedSecurityGroupId: targetGroupId, ...tcp(port) },
        { parent },
    );
    if (!owned) {
        return [egress];
    }
    const ingress = new aws.vpc.SecurityGroupIngressRule(
        `${name}-ingress`,
        { securityGroupId: targetGroupId, referencedSecurityGroupId: clientGroupId, ...tcp(port) },
        { parent },
    );
    return [egress, ingress];
}
