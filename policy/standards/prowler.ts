import { accepted, passed, type StandardCheck } from "./check";

const defaultAcl =
    "The default ACL, which AWS makes with the VPC, allows everything, and is that of the public and the function subnets.";

/**
 * Prowler's checks of stacks that are up, where they ask what neither Security Hub nor Checkov asks.
 * https://github.com/prowler-cloud/prowler/tree/master/prowler/providers/aws/services
 */
export const prowlerChecks: readonly StandardCheck[] = [
    accepted(
        "ec2_networkacl_allow_ingress_any_port",
        "network ACLs let nobody in to any port from everywhere",
        `${defaultAcl} Applications share these subnets, and what they serve and call is theirs: an ACL has no memory, so that it would have to name their ports, and the answers to NAT gateways come from everywhere. Security groups hold there; the database's subnets have an ACL of their own.`,
        "security-group-ingress-by-group",
        "security-group-rule-not-open",
        "network-acl-not-open",
    ),
    accepted(
        "ec2_networkacl_allow_ingress_tcp_port_22",
        "network ACLs let nobody in to port 22 from everywhere",
        "The default ACL, as above. Nothing of the program listens on it, and no group lets anybody in.",
        "security-group-ingress-by-group",
        "network-acl-not-open",
    ),
    accepted(
        "ec2_networkacl_allow_ingress_tcp_port_3389",
        "network ACLs let nobody in to port 3389 from everywhere",
        "The default ACL, as above. Nothing of the program listens on it, and no group lets anybody in.",
        "security-group-ingress-by-group",
        "network-acl-not-open",
    ),
    passed(
        "iam_role_cross_service_confused_deputy_prevention",
        "services take roles for this account alone",
        "role-trusts-for-own-resources",
    ),
    accepted(
        "secretsmanager_has_restrictive_resource_policy",
        "secrets' policies deny everybody but named principals",
        "Each denies other accounts. Who reads in the account is not known to the program: the stack's secretReaderArns names them, and denies everybody else to read.",
        "secret-policy-denies",
        "secret-kept-in-account",
    ),
    passed("secretsmanager_not_publicly_accessible", "secrets are not public", "secret-policy-denies"),
    passed(
        "vpc_endpoint_connections_trust_boundaries",
        "endpoints let through principals of trusted accounts",
        "endpoint-for-own-account",
    ),
    accepted(
        "vpc_endpoint_for_ec2_enabled",
        "VPCs have an endpoint of EC2",
        "Nothing of the program calls EC2 from the VPC (EC2.10).",
    ),
    accepted(
        "vpc_subnet_no_public_ip_by_default",
        "subnets give no public addresses",
        "The public ones do (EC2.15); the others do not.",
        "database-subnets-not-public",
    ),
];
