import { describeRules } from "./describeRules";

const existing = {
    vpcId: "vpc-0123456789abcdef0",
    functionSubnetIds: '["subnet-aaaaaaaa"]',
    databaseSubnetIds: '["subnet-bbbbbbbb","subnet-cccccccc"]',
    natGateways: "none",
};
const byStack = { networkStack: "acme/network/prod", natGateways: "none" };
const subnetIds = (least: number) =>
    `an existing VPC needs ${least} or more different ids of subnets here; list them, for instance subnet-0123456789abcdef0`;

describeRules("an existing network", [
    [existing],
    [{ ...existing, endpoints: "none" }],
    [{ ...existing, endpoints: "existing", endpointSecurityGroupId: "sg-0123456789abcdef0" }],
    [
        { ...existing, endpoints: "existing" },
        "endpointSecurityGroupId: (empty): must be the id of the endpoints' security group, " +
            "for instance sg-0123456789abcdef0",
    ],
    [{ ...existing, vpcId: "vpc-1" }, "vpcId: vpc-1: must be the id of a VPC, for instance vpc-0123456789abcdef0"],
    [{ ...existing, functionSubnetIds: "[]" }, `functionSubnetIds: []: ${subnetIds(1)}`],
    [
        { ...existing, databaseSubnetIds: '["subnet-bbbbbbbb"]' },
        `databaseSubnetIds: ["subnet-bbbbbbbb"]: ${subnetIds(2)}`,
    ],
    [
        { ...existing, databaseSubnetIds: '["subnet-bbbbbbbb","subnet-bbbbbbbb"]' },
        `databaseSubnetIds: ["subnet-bbbbbbbb","subnet-bbbbbbbb"]: ${subnetIds(2)}`,
    ],
    [
        { ...existing, functionSubnetIds: '["subnet-bbbbbbbb"]' },
        'functionSubnetIds: ["subnet-bbbbbbbb"]: has a subnet that databaseSubnetIds has too; give the functions ' +
            "subnets of their own",
    ],
    [
        { functionSubnetIds: '["subnet-aaaaaaaa"]' },
        'functionSubnetIds: ["subnet-aaaaaaaa"]: is only for an existing VPC; remove it, or set vpcId',
    ],
    [
        { ...existing, natGateways: "single" },
        "natGateways: single: an existing VPC stays as its owner created it; set it to none",
    ],
    [
        { ...existing, clientCidrs: '["10.30.0.0/16"]' },
        'clientCidrs: ["10.30.0.0/16"]: an existing VPC stays as its owner created it; set it to [], or set ' +
            "clientCidrsIngress to true to admit the ranges by security group",
    ],
    [{ ...existing, clientCidrs: '["10.30.0.0/16"]', clientCidrsIngress: "true" }],
    [byStack],
    [
        { ...byStack, networkStack: "network" },
        "networkStack: network: must be the full name of a stack; write it as organization/project/stack",
    ],
    [
        { ...byStack, networkStackVpcId: "" },
        "networkStackVpcId: (empty): an output needs a name; set it to the name of the other stack's output",
    ],
    [
        { ...existing, ...byStack },
        "networkStack: acme/network/prod: the VPC is given by vpcId already; remove one of them",
    ],
]);
