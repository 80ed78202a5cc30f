import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "./account";
import type { EndpointAccess, NetworkPlacement } from "./network";

/** The AWS APIs that the functions call from inside the VPC. */
const services = ["ssm", "secretsmanager"] as const;

/**
 * Interface endpoints with private DNS in the functions' subnets, behind a security group of their own that lets
 * nobody in: each client is let in by a rule that names the client's group.
 */
export function createEndpoints(
    name: string,
    { vpcId, functionSubnetIds }: NetworkPlacement,
    parent: pulumi.Resource,
): { readonly access: EndpointAccess; readonly path: pulumi.Resource[] } {
    const { region } = currentAccount(parent);
    const group = new aws.ec2.SecurityGroup(
        `${name}-endpoints`,
        {
            vpcId,
            description: "The interface endpoints of Secrets Manager and SSM",
            tags: { Name: `${name}-endpoints` },
        },
        { parent },
    );
    const endpoints = services.map(
        (service) =>
            new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId,
                    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    subnetIds: functionSubnetIds,
                    securityGroupIds: [group.id],
                    tags: { Name: `${name}-${service}` },
                },
                { parent },
            ),
    );
    return { access: { kind: "group", securityGroupId: group.id, owned: true }, path: endpoints };
}
