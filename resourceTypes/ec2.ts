import { ec2Outputs } from "./outputs";
import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** EC2's parts of a VPC that the program registers itself. */
export const ec2 = {
    flowLog: {
        token: "aws:ec2/flowLog:FlowLog",
        schema: "ec2/vpc_flow_log.go",
        replacedBy: words(`
            iamRoleArn logDestination logDestinationType logFormat maxAggregationInterval trafficType vpcId
        `),
        updatedBy: words("tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateFlowLogs CreateTags iam:PassRole logs:CreateLogDelivery",
            read: "DescribeFlowLogs",
            update: "CreateTags DeleteTags",
            delete: "DeleteFlowLogs logs:DeleteLogDelivery",
        }),
        outputs: ec2Outputs("fl", "vpc-flow-log"),
    },
    networkAcl: {
        token: "aws:ec2/networkAcl:NetworkAcl",
        required: words("vpcId"),
        replacedBy: words("vpcId"),
        updatedBy: words("egress ingress subnetIds tags"),
        keeps: { vpcId: "aws:ec2/vpc:Vpc" },
        taggable: true,
        freeBecause: "a part of a VPC without a price of its own",
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateNetworkAcl CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation CreateTags",
            read: "DescribeNetworkAcls",
            update: "CreateNetworkAclEntry DeleteNetworkAclEntry ReplaceNetworkAclAssociation CreateTags DeleteTags",
            delete: "ReplaceNetworkAclAssociation DeleteNetworkAcl",
        }),
        outputs: ec2Outputs("acl", "network-acl"),
    },
    vpcEndpoint: {
        token: "aws:ec2/vpcEndpoint:VpcEndpoint",
        schema: "ec2/vpc_endpoint.go",
        required: words("vpcId"),
        replacedBy: words("serviceName vpcEndpointType vpcId"),
        updatedBy: words("policy privateDnsEnabled routeTableIds securityGroupIds subnetIds tags"),
        keeps: {
            securityGroupIds: "aws:ec2/securityGroup:SecurityGroup",
            subnetIds: "aws:ec2/subnet:Subnet",
            vpcId: "aws:ec2/vpc:Vpc",
        },
        taggable: true,
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateVpcEndpoint CreateTags route53:AssociateVPCWithHostedZone",
            read: "DescribeVpcEndpoints DescribePrefixLists",
            update: "ModifyVpcEndpoint CreateTags DeleteTags",
            delete: "DeleteVpcEndpoints",
        }),
        outputs: ec2Outputs("vpce", "vpc-endpoint"),
    },
} satisfies ResourceTypes;
