import { types, type Resource } from "../../policy/resource";
import { securityGroupRules } from "../../policy/rules/securityGroups";
import { vpcRules } from "../../policy/rules/vpc";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { good, policy, resource, type Changes } from "./resources";

const tooWide = "must be no wider than /8, or /32 of IPv6";
const tcp = (port: number) => ({ ipProtocol: "tcp", fromPort: port, toPort: port });
const ingress = (changes: Changes = {}) =>
    resource(types.ingressRule, {
        description: "The access function",
        referencedSecurityGroupId: "sg-2",
        securityGroupId: "sg-1",
        ...tcp(5432),
        ...changes,
    });
const egress = (changes: Changes) => resource(types.egressRule, { securityGroupId: "sg-1", ...changes });
const group = (changes: Changes = {}) =>
    resource(types.securityGroup, {
        arn: "arn:aws:ec2:us-east-1:123456789012:security-group/sg-1",
        description: "The cluster",
        ...changes,
    });

describeRules("the policy's rules for security groups", securityGroupRules, {
    "security-group-rule-not-open": {
        passes: [
            [ingress()],
            [egress({ cidrIpv4: "0.0.0.0/0", ...tcp(443) })],
            [ingress({ cidrIpv4: "10.0.0.0/8" })],
            [ingress({ cidrIpv6: "2001:db8::/32" })],
        ],
        fails: [
            [[ingress({ cidrIpv4: "0.0.0.0/0" })], `cidrIpv4: 0.0.0.0/0: ${tooWide}`],
            [[ingress({ cidrIpv4: "0.0.0.0/0", ...tcp(443) })], `cidrIpv4: 0.0.0.0/0: ${tooWide}`],
            [[egress({ cidrIpv6: "::/0", ...tcp(22) })], `cidrIpv6: ::/0: ${tooWide}`],
            [
                [ingress({ cidrIpv4: "0.0.0.0/1" }), ingress({ cidrIpv4: "128.0.0.0/1" })],
                `cidrIpv4: 0.0.0.0/1: ${tooWide}`,
                `cidrIpv4: 128.0.0.0/1: ${tooWide}`,
            ],
            [[ingress({ cidrIpv4: "10.0.0.0/7" })], `cidrIpv4: 10.0.0.0/7: ${tooWide}`],
            [[ingress({ cidrIpv6: "8000::/1" })], `cidrIpv6: 8000::/1: ${tooWide}`],
            [[ingress({ cidrIpv6: "2000::/31" })], `cidrIpv6: 2000::/31: ${tooWide}`],
            [[ingress({ ipProtocol: "-1" })], "ipProtocol: -1: must be one protocol"],
            [[ingress({ ipProtocol: "All" })], "ipProtocol: All: must be one protocol"],
            [
                [egress({ cidrIpv4: "0.0.0.0/0", ipProtocol: "tcp", fromPort: 0, toPort: 443 })],
                `cidrIpv4: 0.0.0.0/0: ${tooWide}`,
            ],
        ],
    },
    "security-group-ingress-by-group": {
        passes: [[ingress()]],
        fails: [
            [
                [ingress({ referencedSecurityGroupId: undefined, cidrIpv4: "10.0.0.0/8" })],
                "referencedSecurityGroupId: is empty: must be set",
                "cidrIpv4: is set: must be left out",
            ],
        ],
    },
    "security-group-rules-standalone": {
        passes: [[group()]],
        fails: [
            [
                [group({ ingress: [{}], egress: [{}] })],
                "ingress: is set: must be left out",
                "egress: is set: must be left out",
            ],
            [
                [resource(types.olderSecurityGroupRule, { type: "ingress" })],
                "type: ingress: must not be an aws.ec2.SecurityGroupRule",
            ],
        ],
    },
    "security-group-described": {
        passes: [[group(), ingress()]],
        fails: [
            [[group({ description: "" })], "description: is empty: must be set"],
            [[ingress({ description: undefined })], "description: is empty: must be set"],
        ],
    },
    "security-group-used": {
        passes: [
            [group(), good.cluster({ vpcSecurityGroupIds: ["sg-1"] })],
            [group(), good.function()],
            [group(), resource(types.vpcEndpoint, { securityGroupIds: ["sg-2", "sg-1"] })],
        ],
        fails: [
            [[group(), ingress()], "security group: of nothing: must be used"],
            [[group({ id: "sg-9" }), good.function()], "security group: of nothing: must be used"],
        ],
    },
});

const vpc = resource(types.vpcComponent, { vpcId: "vpc-1" });
const plainVpc = resource(types.vpc, { id: "vpc-1" });
const flowLog = (changes: Changes = {}) => resource(types.flowLog, { trafficType: "ALL", vpcId: "vpc-1", ...changes });
const defaultGroup = (changes: Changes = {}) =>
    resource(types.defaultSecurityGroup, { egress: [], ingress: [], vpcId: "vpc-1", ...changes });
const acl = (...entries: readonly object[]) =>
    resource(types.networkAcl, { ingress: entries, subnetIds: ["subnet-1"] });
const allow = { action: "allow", cidrBlock: "10.0.0.0/16", protocol: "tcp" };
const passing = (changes: object = {}) => ({
    Effect: "Allow",
    Principal: "*",
    Action: "ssm:GetParameters",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": "123456789012" } },
    ...changes,
});
const tooLong = { action: "allow", cidrBlock: "10.0.0.0/8", protocol: "icmp", icmpType: 3, icmpCode: 4 };
const endpoint = (changes: Changes) => resource(types.vpcEndpoint, { vpcEndpointType: "Interface", ...changes });

describeRules("the policy's rules for a VPC", vpcRules, {
    "vpc-flow-logs": {
        passes: [
            [vpc, flowLog()],
            [plainVpc, flowLog()],
        ],
        fails: [
            [[vpc], "flow log: none of all traffic: must have one"],
            [[vpc, flowLog({ trafficType: "REJECT" })], "flow log: none of all traffic: must have one"],
            [[plainVpc, flowLog({ vpcId: "vpc-2" })], "flow log: none of all traffic: must have one"],
        ],
    },
    "flow-log-to-log-group": {
        passes: [[flowLog()], [flowLog({ logDestinationType: "cloud-watch-logs" })]],
        fails: [
            [
                [flowLog({ logDestination: "arn:aws:s3:::theirs", logDestinationType: "s3" })],
                "logDestinationType: s3: must be cloud-watch-logs",
            ],
        ],
    },
    "default-security-group-empty": {
        passes: [
            [vpc, defaultGroup()],
            [plainVpc, defaultGroup()],
        ],
        fails: [
            [[vpc], "default security group: is not emptied: must be"],
            [[vpc, defaultGroup({ egress: [{}] })], "default security group: is not emptied: must be"],
            [[vpc, defaultGroup({ vpcId: "vpc-2" })], "default security group: is not emptied: must be"],
        ],
    },
    "network-acl-not-open": {
        passes: [
            [acl(allow, { ...allow, action: "deny", cidrBlock: "0.0.0.0/0" })],
            [acl({ ...allow, action: unknownValue, cidrBlock: "0.0.0.0/0" })],
        ],
        fails: [
            [[acl({ ...allow, cidrBlock: "0.0.0.0/0" })], `ingress: 0.0.0.0/0: ${tooWide}`],
            [[acl({ action: "allow", ipv6CidrBlock: "::/0" })], `ingress: ::/0: ${tooWide}`],
            [[acl({ ...allow, cidrBlock: "128.0.0.0/1" })], `ingress: 128.0.0.0/1: ${tooWide}`],
            [[acl({ ...allow, protocol: "-1" })], "ingress: -1: must be one protocol"],
            [[acl({ ...allow, protocol: "ALL" })], "ingress: ALL: must be one protocol"],
            [[acl({ ...allow, action: "Allow", cidrBlock: "0.0.0.0/0" })], `ingress: 0.0.0.0/0: ${tooWide}`],
        ],
    },
    "network-acl-path-mtu": {
        passes: [
            [acl(allow, tooLong)],
            [acl(allow, { ...tooLong, protocol: "1" })],
            [acl({ ...allow, action: "deny" })],
            [acl()],
        ],
        fails: [
            [[acl(allow)], "ingress: no ICMP type 3, code 4: must be let in"],
            [[acl(allow, { ...tooLong, action: "deny" })], "ingress: no ICMP type 3, code 4: must be let in"],
            [[acl(allow, { ...tooLong, icmpCode: 1 })], "ingress: no ICMP type 3, code 4: must be let in"],
            [[acl(allow, { ...tooLong, protocol: "tcp" })], "ingress: no ICMP type 3, code 4: must be let in"],
        ],
    },
    "network-acl-used": {
        passes: [[acl()]],
        fails: [[[resource(types.networkAcl, { subnetIds: [] })], "subnetIds: is empty: must be set"]],
    },
    "endpoint-own-group": {
        passes: [[endpoint({ securityGroupIds: ["sg-1"] })], [endpoint({ vpcEndpointType: "Gateway" })]],
        fails: [[[endpoint({})], "securityGroupIds: is empty: must be set"]],
    },
    "endpoint-for-own-account": {
        passes: [
            [endpoint({ policy: policy(passing()) })],
            [endpoint({ policy: unknownValue })],
            [endpoint({ policy: policy(passing(), { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" }) })],
        ],
        fails: [
            [[endpoint({})], "policy: is empty: must be set"],
            [[endpoint({ policy: policy(passing({ Action: "ssm:*" })) })], "policy: ssm:*: must be an exact action"],
            ...[
                undefined,
                { StringEquals: { "aws:SourceAccount": "123456789012" } },
                { StringNotEquals: { "aws:PrincipalAccount": "123456789012" } },
                { StringLike: { "aws:PrincipalAccount": "*" } },
            ].map((Condition): [Resource[], string] => [
                [endpoint({ policy: policy(passing({ Condition })) })],
                "policy: principals of any account: must have a condition on aws:PrincipalAccount",
            ]),
        ],
    },
});
