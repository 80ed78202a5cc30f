import { accepted, notApplicable, passed, type StandardCheck } from "./check";

/**
 * Security Hub's controls for these resources, and Control Tower's.
 * https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-controls-reference.html
 */
export const securityHubChecks: readonly StandardCheck[] = [
    passed("Backup.1", "backups of AWS Backup are encrypted", "cluster-storage-encrypted"),
    accepted(
        "CloudWatch.15",
        "alarms have an action",
        "Two alarms have none, because they are parts of a composite alarm. With actions of their own, one failure would cause three notifications.",
        "alarm-tells-somebody",
    ),
    // https://docs.aws.amazon.com/controltower/latest/controlreference/cloudwatch-rules.html
    accepted(
        "CT.CLOUDWATCH.PR.1",
        "alarms have an action (Control Tower)",
        "Two alarms have none (CloudWatch.15). If Control Tower enforces this control, their creation fails: disable the control for the stack's account, or give the two alarms an action in a fork.",
        "alarm-tells-somebody",
    ),
    passed("EC2.2", "default security groups allow no traffic", "default-security-group-empty"),
    passed("EC2.6", "VPCs have flow logs", "vpc-flow-logs"),
    accepted(
        "EC2.10",
        "VPCs have an endpoint of EC2",
        "No resource of the program calls EC2 from the VPC: Lambda creates the functions' network interfaces from outside. An endpoint is charged per hour and zone.",
    ),
    accepted(
        "EC2.15",
        "subnets assign no public addresses",
        "The public subnets of awsx assign public addresses, and no argument changes that. The program places only NAT gateways there, which have their own addresses.",
        "database-subnets-not-public",
        "instance-not-public",
    ),
    accepted(
        "EC2.21",
        "network ACLs do not open ports 22 and 3389 to the world",
        "The database's ACL passes. The public and the function subnets have the VPC's default ACL, which allows all traffic (the reason is below, at Prowler's ec2_networkacl_allow_ingress_any_port).",
        "network-acl-not-open",
    ),
    passed("KMS.1", "managed policies do not allow decryption with all keys", "policy-exact-resources"),
    passed("KMS.2", "inline policies do not allow decryption with all keys", "policy-exact-resources"),
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
    passed("RDS.19", "clusters' critical events cause a notification", "database-events-watched"),
    passed("RDS.20", "instances' critical events cause a notification", "database-events-watched"),
    passed("RDS.21", "parameter groups' critical events cause a notification", "database-events-watched"),
    passed("RDS.22", "DB security groups' critical events cause a notification", "database-events-watched"),
    accepted(
        "RDS.23",
        "instances do not use the engine's default port",
        "An attacker in the database's network would find any other port by a scan. Security groups restrict the access. To use another port, set the stack's port.",
        "security-group-ingress-by-group",
    ),
    passed("RDS.24", "clusters' master users do not have a usual name", "cluster-master-username"),
    notApplicable(
        "RDS.26",
        "instances are in a plan of AWS Backup",
        "It is about instances outside clusters. AWS Backup backs up a cluster as a whole (CKV2_AWS_8).",
    ),
    passed("RDS.27", "clusters are encrypted", "cluster-storage-encrypted"),
    // https://docs.aws.amazon.com/config/latest/developerguide/rds-cluster-auto-minor-version-upgrade-enable.html
    notApplicable(
        "RDS.35",
        "Multi-AZ DB clusters get minor versions automatically",
        "Multi-AZ DB clusters are clusters of RDS, not of Aurora. In Aurora, the instances have this setting (RDS.13).",
    ),
    passed("RDS.37", "Aurora PostgreSQL clusters export their logs", "cluster-log-exports", "cluster-log-groups"),
    notApplicable(
        "RDS.43",
        "proxies require TLS",
        "The program creates no RDS Proxy: see docs/decisions/0010-no-rds-proxy.md.",
    ),
    passed("RDS.46", "instances have no route from the internet", "database-subnets-not-public"),
    passed("RDS.50", "clusters keep backups for seven days", "cluster-backup-retention"),
    passed("SecretsManager.1", "secrets are rotated automatically", "secret-rotated"),
    accepted(
        "SecretsManager.2",
        "rotations succeed",
        "A plan cannot show it. Alarms report a failed rotation and a password that is too old.",
        "alarm-tells-somebody",
    ),
    accepted(
        "SecretsManager.3",
        "unused secrets are removed",
        "A plan cannot show it. Each secret belongs to a login of the stack, is rotated, and is deleted with the stack.",
        "secret-rotated",
    ),
    passed("SecretsManager.4", "secrets are rotated within 90 days", "secret-rotated", "secret-rotation-interval"),
];
