import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import { policyDocument } from "../shared/policyDocument";
import type { EndpointAccess, VpcSubnets } from "./types";

/**
 * The services that are called from inside the VPC, with the actions that their endpoints' policies allow. With private
 * DNS every call in the VPC uses the endpoints. So the lists also contain the actions of SSM's agent on a host through
 * which a person connects to the database (docs/access.md).
 */
const apis = {
    ssm: [
        "ssm:GetParameter",
        "ssm:GetParameters",
        "ssm:GetParametersByPath",
        // https://docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonSSMManagedInstanceCore.html
        "ssm:DescribeAssociation",
        "ssm:DescribeDocument",
        "ssm:GetDeployablePatchSnapshotForInstance",
        "ssm:GetDocument",
        "ssm:GetManifest",
        "ssm:ListAssociations",
        "ssm:ListInstanceAssociations",
        "ssm:PutComplianceItems",
        "ssm:PutConfigurePackageResult",
        "ssm:PutInventory",
        "ssm:UpdateAssociationStatus",
        "ssm:UpdateInstanceAssociationStatus",
        "ssm:UpdateInstanceInformation",
    ],
    secretsmanager: [
        "secretsmanager:DescribeSecret",
        "secretsmanager:GetRandomPassword",
        "secretsmanager:GetSecretValue",
        "secretsmanager:PutSecretValue",
        "secretsmanager:UpdateSecretVersionStage",
    ],
} as const;

/**
 * Creates interface endpoints with private DNS in the functions' subnets. Their security group has no rule of its own:
 * each client gets a rule that names the client's group. Their policies allow principals of this account only, so that
 * credentials of another account cannot be used in the VPC to move secrets out of it.
 */
export function createEndpoints(
    name: string,
    { vpcId, functionSubnetIds }: VpcSubnets,
    parent: pulumi.Resource,
): { readonly access: EndpointAccess; readonly dependencies: pulumi.Resource[] } {
    const { region, accountId } = currentAccount(parent);
    const group = new aws.ec2.SecurityGroup(
        `${name}-endpoints`,
        {
            vpcId,
            description: "The interface endpoints of Secrets Manager and SSM",
            tags: { Name: `${name}-endpoints` },
        },
        { parent },
    );
    const endpoints = Object.entries(apis).map(
        ([service, actions]) =>
            new aws.ec2.VpcEndpoint(
                `${name}-${service}`,
                {
                    vpcId,
                    // The same in China and GovCloud, where only other services have another prefix than com.amazonaws
                    // (`getDefaultEndpointPrefix` in `aws-ec2/lib/vpc-endpoint.js` of aws-cdk-lib 2.276.0).
                    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    policy: policyDocument({
                        Sid: "AccountsPrincipals",
                        Effect: "Allow",
                        Principal: "*",
                        Action: [...actions],
                        // The principal's own policies decide which secrets and parameters it may read.
                        Resource: "*",
                        Condition: { StringEquals: { "aws:PrincipalAccount": accountId } },
                    }),
                    subnetIds: functionSubnetIds,
                    securityGroupIds: [group.id],
                    tags: { Name: `${name}-${service}` },
                },
                { parent },
            ),
    );
    return { access: { kind: "group", securityGroupId: group.id, owned: true }, dependencies: endpoints };
}
