import { accepted, notApplicable, passed, type StandardCheck } from "./check";

/**
 * Security Hub's controls for these resources, and Control Tower's.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
 */
export const securityHubChecks: readonly StandardCheck[] = [
    accepted(
        "CloudWatch.15",
        "alarms have an action",
        "Two have none, and tell nobody by themselves: they are the parts of the composite alarm that wakes people, which would otherwise tell of one failure three times.",
        "alarm-tells-somebody",
    ),
    // https://docs.aws.amazon.com/controltower/latest/controlreference/cloudwatch-rules.html
    accepted(
        "CT.CLOUDWATCH.PR.1",
        "alarms have an action (Control Tower)",
        "As CloudWatch.15. Where Control Tower enforces it, the two alarms cannot be made: leave the control off for this stack's account, or give the two an action in a fork.",
        "alarm-tells-somebody",
    ),
    passed("EC2.2", "default security groups let nothing through", "default-security-group-empty"),
    passed("EC2.6", "VPCs have flow logs", "vpc-flow-logs"),
    accepted(
        "EC2.10",
        "VPCs have an endpoint of EC2",
        "Nothing of the program calls EC2 from the VPC: Lambda makes the functions' network interfaces from outside. An endpoint costs money per hour and zone.",
    ),
    accepted(
        "EC2.15",
        "subnets give no public addresses",
        "awsx makes its public subnets so, and takes no argument for it. They are for NAT gateways, which have addresses of their own; the program starts nothing else there.",
        "database-subnets-not-public",
        "instance-not-public",
    ),
    accepted(
        "EC2.21",
        "network ACLs let nobody in to ports 22 and 3389 from everywhere",
        "The database's ACL passes. The VPC's default one, of the public and the function subnets, is AWS's own and allows everything (Prowler's ec2_networkacl_allow_ingress_any_port says why it stays).",
        "network-acl-not-open",
    ),
    passed("KMS.1", "managed policies do not allow decrypting with all keys", "policy-exact-resources"),
    passed("KMS.2", "inline policies do not allow decrypting with all keys", "policy-exact-resources"),
    passed("KMS.4", "keys are rotated", "key-rotation"),
    passed("Lambda.2", "functions use supported runtimes", "function-runtime"),
    passed("Lambda.3", "functions are in a VPC", "function-in-vpc"),
    passed("Lambda.5", "functions in a VPC are in several zones", "function-two-zones"),
    passed("Lambda.7", "functions are traced by X-Ray", "function-tracing"),
    passed("RDS.2", "instances are not public", "instance-not-public"),
    passed("RDS.3", "instances are encrypted", "cluster-storage-encrypted"),
    passed("RDS.5", "instances are in several zones", "cluster-two-zones"),
    passed("RDS.6", "instances have enhanced monitoring", "instance-monitoring"),
    passed("RDS.7", "clusters are protected from deletion", "cluster-deletion-protection"),
    passed("RDS.9", "instances export their logs", "cluster-log-exports", "cluster-log-groups"),
    passed("RDS.12", "clusters have IAM authentication", "cluster-iam-authentication"),
    passed("RDS.13", "instances get minor versions automatically", "instance-minor-upgrades"),
    passed("RDS.15", "clusters are in several zones", "cluster-two-instances", "cluster-two-zones"),
    passed("RDS.16", "clusters copy tags to snapshots", "cluster-tags-copied"),
    passed("RDS.19", "somebody is told of clusters' critical events", "database-events-watched"),
    passed("RDS.20", "somebody is told of instances' critical events", "database-events-watched"),
    passed("RDS.21", "somebody is told of parameter groups' critical events", "database-events-watched"),
    passed("RDS.22", "somebody is told of DB security groups' critical events", "database-events-watched"),
    accepted(
        "RDS.23",
        "instances do not use the engine's default port",
        "Whoever reaches the database's network finds another port by trying. What keeps others out is who is let in; the stack's port sets another one.",
        "security-group-ingress-by-group",
    ),
    passed("RDS.24", "clusters' administrators have names of their own", "cluster-master-username"),
    passed("RDS.27", "clusters are encrypted", "cluster-storage-encrypted"),
    // https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-auto-minor-version-upgrade-enable.html
    notApplicable(
        "RDS.35",
        "Multi-AZ DB clusters get minor versions automatically",
        "Those are clusters of RDS, not of Aurora, where the instances say so (RDS.13).",
    ),
    passed("RDS.37", "Aurora PostgreSQL clusters export their logs", "cluster-log-exports", "cluster-log-groups"),
    notApplicable("RDS.43", "proxies require TLS", "There is no RDS Proxy: see docs/decisions/0010-no-rds-proxy.md."),
    passed("RDS.46", "instances have no route from the internet", "database-subnets-not-public"),
    passed("RDS.50", "clusters keep backups for seven days", "cluster-backup-retention"),
    passed("SecretsManager.1", "secrets are rotated automatically", "secret-rotated"),
    accepted(
        "SecretsManager.2",
        "rotations succeed",
        "No plan can know it. An alarm tells of a rotation that failed, and one of a password that is too old.",
        "alarm-tells-somebody",
    ),
    accepted(
        "SecretsManager.3",
        "unused secrets are removed",
        "No plan can know it. Each secret belongs to a login of the stack, is rotated, and goes with the stack.",
        "secret-rotated",
    ),
    passed("SecretsManager.4", "secrets are rotated within 90 days", "secret-rotated", "secret-rotation-interval"),
];
