import { type Resource, types } from "../../policy/resource";
import { securityGroupRules } from "../../policy/rules/securityGroups";
import { describeRules } from "./describeRules";
import { type Changes, good, resource } from "./resources";

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
const fromRange = (cidrIpv4: string, changes: Changes = {}) =>
    ingress({ referencedSecurityGroupId: undefined, cidrIpv4, ...changes });
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
        passes: [
            [ingress()],
            ...["10.30.0.0/16", "172.31.0.0/20", "192.168.7.0/24", "100.64.0.0/16"].map((cidr) => [fromRange(cidr)]),
        ],
        fails: [
            [[ingress({ referencedSecurityGroupId: undefined })], "referencedSecurityGroupId: is empty: must be set"],
            ...["10.0.0.0/8", "8.8.0.0/16", "172.32.0.0/16", "100.128.0.0/16"].map((cidr): [Resource[], string] => [
                [fromRange(cidr)],
                `cidrIpv4: ${cidr}: must be a private range no wider than /16`,
            ]),
            [[fromRange("10.30.0.0/16", { toPort: 6000 })], "toPort: 6000: must be the same as fromPort"],
            [[ingress({ cidrIpv4: "10.30.0.0/16" })], "referencedSecurityGroupId: is set: must be left out"],
            [
                [ingress({ referencedSecurityGroupId: undefined, cidrIpv6: "2001:db8::/32" })],
                "referencedSecurityGroupId: is empty: must be set",
                "cidrIpv6: is set: must be left out",
            ],
        ],
    },
    "security-group-ingress-without-range": {
        passes: [[ingress()]],
        fails: [[[fromRange("10.30.0.0/16")], "cidrIpv4: is set: must be left out"]],
    },
    "cluster-security-groups-own": {
        passes: [[group(), good.cluster({ vpcSecurityGroupIds: ["sg-1"] })]],
        fails: [
            [
                [group(), good.cluster({ vpcSecurityGroupIds: ["sg-1", "sg-7"] })],
                "vpcSecurityGroupIds: sg-7: must be a group of the stack",
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
            [[group(), ingress()], "security group: is attached to nothing: must be attached"],
            [[group({ id: "sg-9" }), good.function()], "security group: is attached to nothing: must be attached"],
        ],
    },
});
