import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { EndpointAccess } from "../network/types";

/** Arguments of {@link createConnectionRules}. */
export interface ConnectionRulesArgs {
    /** The client's security group. */
    readonly clientGroupId: pulumi.Input<string>;
    /** The database's security group. */
    readonly databaseGroupId: pulumi.Input<string>;
    /** The database's port. */
    readonly port: number;
    readonly endpointAccess: EndpointAccess;
}

/**
 * Creates the rules by which a client's security group connects to the database and to the AWS APIs: standalone rules
 * on both sides, each of which references the other group.
 *
 * @param name prefix of the rules' names, unique by client.
 */
export function createConnectionRules(
    name: string,
    { clientGroupId, databaseGroupId, port, endpointAccess }: ConnectionRulesArgs,
    parent: pulumi.Resource,
): pulumi.Resource[] {
    const database = { clientGroupId, targetGroupId: databaseGroupId, port };
    const toDatabase = [
        createEgressRule(`${name}-database`, database, parent),
        createIngressRule(`${name}-database`, database, parent),
    ];
    if (endpointAccess.kind === "nat") {
        return [...toDatabase, createNatRule(name, clientGroupId, parent)];
    }
    const endpoints = { clientGroupId, targetGroupId: endpointAccess.securityGroupId, port: httpsPort };
    return [
        ...toDatabase,
        createEgressRule(`${name}-endpoints`, endpoints, parent),
        ...(endpointAccess.owned ? [createIngressRule(`${name}-endpoints`, endpoints, parent)] : []),
    ];
}

/** Arguments of {@link createRangeRules}. */
export interface RangeRulesArgs {
    /** The database's security group. */
    readonly databaseGroupId: pulumi.Input<string>;
    /** The clients' ranges. */
    readonly cidrs: readonly string[];
    /** The database's port. */
    readonly port: number;
}

/**
 * Creates a rule for each range of clients whose security group cannot be referenced, because they are in another
 * region or behind a VPN.
 */
export function createRangeRules(
    name: string,
    { databaseGroupId, cidrs, port }: RangeRulesArgs,
    parent: pulumi.Resource,
): void {
    for (const cidrIpv4 of cidrs) {
        new aws.vpc.SecurityGroupIngressRule(
            `${name}-${cidrIpv4.replace("/", "-")}-ingress`,
            { securityGroupId: databaseGroupId, description: `Clients in ${cidrIpv4}`, cidrIpv4, ...tcp(port) },
            { parent },
        );
    }
}

const httpsPort = 443;

function tcp(port: number) {
    return { ipProtocol: "tcp", fromPort: port, toPort: port };
}

/** A TCP port from one security group to another. */
interface GroupRuleArgs {
    readonly clientGroupId: pulumi.Input<string>;
    readonly targetGroupId: pulumi.Input<string>;
    readonly port: number;
}

function createEgressRule(
    name: string,
    { clientGroupId, targetGroupId, port }: GroupRuleArgs,
    parent: pulumi.Resource,
): pulumi.Resource {
    return new aws.vpc.SecurityGroupEgressRule(
        `${name}-egress`,
        { securityGroupId: clientGroupId, referencedSecurityGroupId: targetGroupId, ...tcp(port) },
        { parent },
    );
}

function createIngressRule(
    name: string,
    { clientGroupId, targetGroupId, port }: GroupRuleArgs,
    parent: pulumi.Resource,
): pulumi.Resource {
    return new aws.vpc.SecurityGroupIngressRule(
        `${name}-ingress`,
        { securityGroupId: targetGroupId, referencedSecurityGroupId: clientGroupId, ...tcp(port) },
        { parent },
    );
}

function createNatRule(name: string, clientGroupId: pulumi.Input<string>, parent: pulumi.Resource): pulumi.Resource {
    return new aws.vpc.SecurityGroupEgressRule(
        `${name}-nat-egress`,
        {
            securityGroupId: clientGroupId,
            description: "HTTPS to the AWS APIs by NAT: they have no fixed addresses",
            cidrIpv4: "0.0.0.0/0",
            ...tcp(httpsPort),
        },
        { parent },
    );
}
