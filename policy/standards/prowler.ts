import { accepted, passed, type StandardCheck } from "./check";

const defaultAcl = "The public and the function subnets have the VPC's default ACL, which allows all traffic.";

/**
 * Prowler's checks of deployed resources that Security Hub and Checkov lack or state differently.
 * https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/aws/services
 */
export const prowlerChecks: readonly StandardCheck[] = [
    accepted(
        "ec2_networkacl_allow_ingress_any_port",
        "network ACLs open no port to the world",
        `${defaultAcl} Applications may share these subnets. An ACL is stateless, so it would have to list their ports, and responses to NAT gateways come from any address. Security groups restrict the traffic there. The database subnets have their own ACL.`,
        "security-group-ingress-by-group",
        "security-group-rule-not-open",
        "network-acl-not-open",
    ),
    accepted(
        "ec2_networkacl_allow_ingress_tcp_port_22",
        "network ACLs do not open port 22 to the world",
        `${defaultAcl} No resource of the program listens on this port, and no security group allows it.`,
        "security-group-ingress-by-group",
        "network-acl-not-open",
    ),
    accepted(
        "ec2_networkacl_allow_ingress_tcp_port_3389",
        "network ACLs do not open port 3389 to the world",
        `${defaultAcl} No resource of the program listens on this port, and no security group allows it.`,
        "security-group-ingress-by-group",
        "network-acl-not-open",
    ),
    passed(
        "iam_role_cross_service_confused_deputy_prevention",
        "services assume roles only for this account",
        "role-trusts-for-own-resources",
    ),
    accepted(
        "secretsmanager_has_restrictive_resource_policy",
        "secrets' policies deny all but named principals",
        "Each policy denies other accounts. The program does not know the readers in the account. If the stack's secretReaderArns lists them, the policy denies reading to all others.",
        "secret-policy-denies",
        "secret-kept-in-account",
    ),
    passed("secretsmanager_not_publicly_accessible", "secrets are not public", "secret-policy-denies"),
    passed(
        "vpc_endpoint_connections_trust_boundaries",
        "endpoints allow only principals of trusted accounts",
        "endpoint-for-own-account",
    ),
    accepted(
        "vpc_endpoint_for_ec2_enabled",
        "VPCs have an endpoint of EC2",
        "No resource of the program calls EC2 from the VPC (EC2.10).",
    ),
    accepted(
        "vpc_subnet_no_public_ip_by_default",
        "subnets assign no public addresses",
        "Only the public subnets do (EC2.15).",
        "database-subnets-not-public",
    ),
];
