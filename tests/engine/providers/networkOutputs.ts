import { createHash } from "node:crypto";
import type { ResourceAnswer, ResourceRequest } from "../../../offline/awsOutputs";

/** What AWS computes for the children of `awsx.ec2.Vpc`, which the mocks never see. Undefined for any other type. */
export function networkOutputs({ type, name }: ResourceRequest): ResourceAnswer | undefined {
    const prefix = prefixes[type];
    if (prefix === undefined) {
        return undefined;
    }
    const id = `${prefix}-${createHash("sha256").update(`${type} ${name}`).digest("hex").slice(0, 17)}`;
    return { id, computed: computed[type]?.(id) ?? {} };
}

/** What `awsx` reads of its children beside their ids. The provider gives an empty text for a block that a VPC lacks. */
const computed: Readonly<Record<string, (id: string) => ResourceAnswer["computed"]>> = {
    "aws:ec2/eip:Eip": (id) => ({ allocationId: id }),
    "aws:ec2/vpc:Vpc": () => ({ ipv6CidrBlock: "" }),
};

/** By type, what its ids begin with. */
const prefixes: Readonly<Record<string, string>> = {
    "aws:ec2/eip:Eip": "eipalloc",
    "aws:ec2/internetGateway:InternetGateway": "igw",
    "aws:ec2/natGateway:NatGateway": "nat",
    "aws:ec2/route:Route": "r",
    "aws:ec2/routeTable:RouteTable": "rtb",
    "aws:ec2/routeTableAssociation:RouteTableAssociation": "rtbassoc",
    "aws:ec2/subnet:Subnet": "subnet",
    "aws:ec2/vpc:Vpc": "vpc",
};
