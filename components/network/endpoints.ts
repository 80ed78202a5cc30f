import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import type { EndpointAccess, NetworkPlacement } from "./network";
import { policyDocument } from "../shared/policyDocument";

/**
 * The APIs that are called from inside the VPC, and what passes their endpoints. With private DNS every call of the VPC
 * goes through them, so beside what the functions and applications need, there is what SSM's agent needs on a host by
 * which a person reaches the database (docs/access.md).
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
 * Interface endpoints with private DNS in the functions' subnets, behind a security group of their own that lets
 * nobody in: each client is let in by a rule that names the client's group. Their policies let through this account's
 * principals alone, so that nobody in the VPC carries secrets out with credentials of another account.
 */
export function createEndpoints(
    name: string,
    { vpcId, functionSubnetIds }: NetworkPlacement,
    parent: pulumi.Resource,
): { readonly access: EndpointAccess; readonly path: pulumi.Resource[] } {
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
                    // In China and GovCloud too: only some services, none of these, have another prefix than
                    // com.amazonaws (`getDefaultEndpointPrefix` in `aws-ec2/lib/vpc-endpoint.js` of aws-cdk-lib 2.276.0).
                    serviceName: pulumi.interpolate`com.amazonaws.${region}.${service}`,
                    vpcEndpointType: "Interface",
                    privateDnsEnabled: true,
                    policy: policyDocument({
                        Sid: "AccountsPrincipals",
                        Effect: "Allow",
                        Principal: "*",
                        Action: [...actions],
                        // Which of them a principal may read is its own policies' to say.
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
    return { access: { kind: "group", securityGroupId: group.id, owned: true }, path: endpoints };
}
