import { type Resource, types } from "../../policy/resource";
import { vpcRules } from "../../policy/rules/vpc";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { type Changes, good, policy, resource } from "./resources";

const tooWide = "must be no wider than /8, or /32 of IPv6";
const vpc = resource(types.vpcComponent, { vpcId: "vpc-1" });
const plainVpc = resource(types.vpc, { id: "vpc-1" });
const flowLog = (changes: Changes = {}) => resource(types.flowLog, { trafficType: "ALL", vpcId: "vpc-1", ...changes });
const defaultGroup = (changes: Changes = {}) =>
    resource(types.defaultSecurityGroup, { egress: [], ingress: [], vpcId: "vpc-1", ...changes });
const acl = (...entries: readonly object[]) =>
    resource(types.networkAcl, { ingress: entries, subnetIds: ["subnet-1"] });
const allow = { action: "allow", cidrBlock: "10.0.0.0/16", protocol: "tcp" };
const responses = { ...allow, cidrBlock: "0.0.0.0/0", fromPort: 32_768, toPort: 65_535 };
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
            [[vpc], "flow log: none records all traffic: must have one"],
            [[vpc, flowLog({ trafficType: "REJECT" })], "flow log: none records all traffic: must have one"],
            [[plainVpc, flowLog({ vpcId: "vpc-2" })], "flow log: none records all traffic: must have one"],
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
            [[vpc], "default security group: is missing or has rules: must have none"],
            [[vpc, defaultGroup({ egress: [{}] })], "default security group: is missing or has rules: must have none"],
            [
                [vpc, defaultGroup({ vpcId: "vpc-2" })],
                "default security group: is missing or has rules: must have none",
            ],
        ],
    },
    "network-acl-not-open": {
        passes: [
            [acl(allow, { ...allow, action: "deny", cidrBlock: "0.0.0.0/0" })],
            [acl({ ...allow, action: unknownValue, cidrBlock: "0.0.0.0/0" })],
            [acl(allow, responses), good.cluster({ port: 5432 })],
        ],
        fails: [
            [[acl(responses), good.cluster({ port: 40_000 })], `ingress: 0.0.0.0/0: ${tooWide}`],
            [[acl({ ...responses, fromPort: 1024 }), good.cluster({ port: 5432 })], `ingress: 0.0.0.0/0: ${tooWide}`],
            [[acl({ ...responses, protocol: "udp" })], `ingress: 0.0.0.0/0: ${tooWide}`],
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
            [[acl(allow)], "ingress: no ICMP type 3, code 4: must be allowed"],
            [[acl(allow, { ...tooLong, action: "deny" })], "ingress: no ICMP type 3, code 4: must be allowed"],
            [[acl(allow, { ...tooLong, icmpCode: 1 })], "ingress: no ICMP type 3, code 4: must be allowed"],
            [[acl(allow, { ...tooLong, protocol: "tcp" })], "ingress: no ICMP type 3, code 4: must be allowed"],
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
