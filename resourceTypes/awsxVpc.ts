import { actions, interfacesOfLambda } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/**
 * The component of `awsx`. The inputs replace its VPC or its subnets. A change of its zones replaces the subnets of a
 * zone that is no longer in its place; one more zone replaces none.
 */
export const vpcComponent = { token: "awsx:ec2:Vpc", replacedBy: words("availabilityZoneCidrMask cidrBlock") };

/** The children of `awsx.ec2.Vpc`. Its plugin does not run under mocks, so that the real engine alone sees them. */
export const awsxVpc = {
    eip: {
        token: "aws:ec2/eip:Eip",
        replacedBy: words("domain"),
        taggable: true,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "AllocateAddress CreateTags",
            read: "DescribeAddresses DescribeAddressesAttribute",
            update: "CreateTags DeleteTags",
            delete: "DisassociateAddress ReleaseAddress",
        }),
        outputs: (r) => {
            const id = r.ec2Id("eipalloc");
            return { id, computed: { allocationId: id } };
        },
    },
    internetGateway: {
        token: "aws:ec2/internetGateway:InternetGateway",
        replacedBy: [],
        keeps: { vpcId: "aws:ec2/vpc:Vpc" },
        taggable: true,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "CreateInternetGateway AttachInternetGateway CreateTags",
            read: "DescribeInternetGateways",
            update: "CreateTags DeleteTags",
            delete: "DetachInternetGateway DeleteInternetGateway",
        }),
        outputs: (r) => ({ id: r.ec2Id("igw"), computed: {} }),
    },
    natGateway: {
        token: "aws:ec2/natGateway:NatGateway",
        replacedBy: words("allocationId connectivityType subnetId"),
        keeps: { allocationId: "aws:ec2/eip:Eip", subnetId: "aws:ec2/subnet:Subnet" },
        taggable: true,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "CreateNatGateway CreateTags",
            read: "DescribeNatGateways",
            update: "CreateTags DeleteTags",
            delete: "DeleteNatGateway",
        }),
        outputs: (r) => ({ id: r.ec2Id("nat"), computed: {} }),
    },
    route: {
        token: "aws:ec2/route:Route",
        required: words("routeTableId"),
        replacedBy: words("destinationCidrBlock routeTableId"),
        taggable: false,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "CreateRoute",
            read: "DescribeRouteTables",
            update: "ReplaceRoute",
            delete: "DeleteRoute",
        }),
        outputs: (r) => ({ id: r.ec2Id("r"), computed: {} }),
    },
    routeTable: {
        token: "aws:ec2/routeTable:RouteTable",
        required: words("vpcId"),
        replacedBy: words("vpcId"),
        keeps: { vpcId: "aws:ec2/vpc:Vpc" },
        taggable: true,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "CreateRouteTable CreateTags",
            read: "DescribeRouteTables",
            update: "CreateTags DeleteTags",
            delete: "DisassociateRouteTable DeleteRouteTable",
        }),
        outputs: (r) => ({ id: r.ec2Id("rtb"), computed: {} }),
    },
    routeTableAssociation: {
        token: "aws:ec2/routeTableAssociation:RouteTableAssociation",
        required: words("routeTableId"),
        replacedBy: words("gatewayId subnetId"),
        keeps: { routeTableId: "aws:ec2/routeTable:RouteTable" },
        taggable: false,
        policy: "onlyInAwsxVpc",
        actions: actions("ec2", {
            create: "AssociateRouteTable",
            read: "DescribeRouteTables",
            update: "ReplaceRouteTableAssociation",
            delete: "DisassociateRouteTable",
        }),
        outputs: (r) => ({ id: r.ec2Id("rtbassoc"), computed: {} }),
    },
    subnet: {
        token: "aws:ec2/subnet:Subnet",
        required: words("vpcId"),
        replacedBy: words("availabilityZone cidrBlock vpcId"),
        keeps: { vpcId: "aws:ec2/vpc:Vpc" },
        taggable: true,
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateSubnet ModifySubnetAttribute CreateTags",
            read: "DescribeSubnets",
            update: "ModifySubnetAttribute CreateTags DeleteTags",
            delete: `DeleteSubnet ${interfacesOfLambda}`,
        }),
        outputs: (r) => ({ id: r.ec2Id("subnet"), computed: {} }),
    },
    vpc: {
        token: "aws:ec2/vpc:Vpc",
        replacedBy: words("cidrBlock instanceTenancy"),
        taggable: true,
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateVpc ModifyVpcAttribute CreateTags",
            read: "DescribeVpcs DescribeVpcAttribute DescribeNetworkAcls DescribeRouteTables DescribeSecurityGroups",
            update: "ModifyVpcAttribute CreateTags DeleteTags",
            delete: "DeleteVpc",
        }),
        // The provider returns an empty text for a block that the VPC does not have.
        outputs: (r) => ({ id: r.ec2Id("vpc"), computed: { ipv6CidrBlock: "" } }),
    },
} satisfies ResourceTypes;
