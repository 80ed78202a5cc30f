import { ec2Outputs } from "./outputs";
import { actions, interfacesOfLambda } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/**
 * The kinds of source of a security group's rule. AWS changes a source of the same kind in place, and no rule to
 * another kind (`ModifyPlan` in `internal/service/ec2/vpc_security_group_ingress_rule.go` of the AWS provider).
 */
const ruleSources = words("cidrIpv4 cidrIpv6 prefixListId referencedSecurityGroupId");

const ruleActions = { read: "DescribeSecurityGroupRules", update: "ModifySecurityGroupRules CreateTags DeleteTags" };

const freeBecause = "a part of a VPC without a price of its own";

/** Security groups and their rules. */
export const securityGroups = {
    defaultSecurityGroup: {
        token: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
        replacedBy: words("vpcId"),
        updatedBy: words("egress ingress tags"),
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("ec2", {
            create: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags",
            read: "DescribeSecurityGroups",
            update: "RevokeSecurityGroupIngress RevokeSecurityGroupEgress CreateTags DeleteTags",
            delete: "",
        }),
        outputs: ec2Outputs("sg", "security-group"),
    },
    securityGroup: {
        token: "aws:ec2/securityGroup:SecurityGroup",
        autoName: "name",
        replacedBy: words("description name namePrefix vpcId"),
        updatedBy: words("tags"),
        keeps: { vpcId: "aws:ec2/vpc:Vpc" },
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("ec2", {
            create: "CreateSecurityGroup RevokeSecurityGroupEgress CreateTags",
            read: "DescribeSecurityGroups",
            update: "CreateTags DeleteTags",
            delete: `DeleteSecurityGroup ${interfacesOfLambda}`,
        }),
        outputs: (r) => {
            const name = r.physicalName();
            const { id, computed } = ec2Outputs("sg", "security-group")(r);
            return { id, computed: { ...computed, name } };
        },
    },
    egressRule: {
        token: "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
        required: words("ipProtocol securityGroupId"),
        replacedBy: words("securityGroupId"),
        replacedByPresence: ruleSources,
        updatedBy: words("cidrIpv4 description fromPort ipProtocol prefixListId referencedSecurityGroupId tags toPort"),
        keeps: { referencedSecurityGroupId: "aws:ec2/securityGroup:SecurityGroup" },
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("ec2", {
            ...ruleActions,
            create: "AuthorizeSecurityGroupEgress CreateTags",
            delete: "RevokeSecurityGroupEgress",
        }),
        outputs: ec2Outputs("sgr", "security-group-rule"),
    },
    ingressRule: {
        token: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
        schema: "ec2/vpc_security_group_ingress_rule.go",
        required: words("ipProtocol securityGroupId"),
        replacedBy: words("securityGroupId"),
        replacedByPresence: ruleSources,
        updatedBy: words("fromPort ipProtocol referencedSecurityGroupId tags toPort"),
        keeps: { referencedSecurityGroupId: "aws:ec2/securityGroup:SecurityGroup" },
        taggable: true,
        freeBecause,
        policy: "ruled",
        actions: actions("ec2", {
            ...ruleActions,
            create: "AuthorizeSecurityGroupIngress CreateTags",
            delete: "RevokeSecurityGroupIngress",
        }),
        outputs: ec2Outputs("sgr", "security-group-rule"),
    },
} satisfies ResourceTypes;
