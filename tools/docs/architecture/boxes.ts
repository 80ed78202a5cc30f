import type { Box, Frame } from "./svg";

/** The boxes of the picture. A box with a lock is protected in every stack. */
export const boxes = {
    parameters: {
        kind: "aws",
        area: [236, 16, 176, 92],
        head: "SSM parameters",
        lines: ["host, port, database,", "ARNs of the secrets"],
    },
    secrets: {
        kind: "aws",
        area: [428, 16, 196, 92],
        head: "Secrets Manager",
        lines: ["migration, application,", "reader; RDS's master"],
        locked: true,
    },
    key: {
        kind: "aws",
        area: [648, 16, 176, 92],
        head: "KMS key",
        lines: ["encrypts storage,", "secrets, variables,", "logs and topic"],
        locked: true,
    },
    applications: {
        kind: "client",
        area: [28, 182, 162, 438],
        head: "Your applications",
        lines: ["each let in by", "its security group"],
    },
    endpoints: {
        kind: "aws",
        area: [250, 196, 348, 52],
        head: "Interface endpoints",
        lines: ["of SSM and Secrets Manager"],
    },
    rotation: {
        kind: "function",
        area: [330, 290, 268, 64],
        head: "Rotation function",
        lines: ["makes logins and passwords"],
    },
    access: {
        kind: "function",
        area: [250, 392, 270, 60],
        head: "Access function",
        lines: ["health check, schema, queries"],
    },
    cluster: {
        kind: "database",
        area: [250, 530, 348, 120],
        head: "Aurora PostgreSQL",
        lines: ["TLS enforced; encrypted; backed up"],
        locked: true,
        textHeight: 54,
    },
    writer: {
        kind: "node",
        area: [254, 588, 161, 54],
        head: "Writer",
        lines: ["in every stack"],
    },
    reader: {
        kind: "node",
        area: [433, 588, 161, 54],
        head: "Reader",
        lines: ["in staging and prod"],
    },
    nat: {
        kind: "aws",
        area: [254, 728, 161, 52],
        head: "NAT gateway",
        lines: ["in staging and prod"],
    },
    secondNat: {
        kind: "aws",
        area: [433, 728, 161, 52],
        head: "NAT gateway",
        lines: ["in prod"],
    },
    schedule: {
        kind: "aws",
        area: [648, 384, 176, 76],
        head: "Scheduler",
        lines: ["health check, roll-up", "every minute"],
    },
    metrics: {
        kind: "aws",
        area: [648, 536, 176, 76],
        head: "CloudWatch",
        lines: ["metrics, logs,", "alarms, dashboard"],
    },
    topics: {
        kind: "aws",
        area: [648, 644, 176, 76],
        head: "SNS topics",
        lines: ["alarms, RDS's events;", "a second for the key"],
    },
    people: {
        kind: "client",
        area: [648, 752, 176, 74],
        head: "People on call",
        lines: ["by e-mail, or https", "to their pager"],
    },
    firstVersion: {
        kind: "step",
        area: [16, 872, 148, 100],
        head: "First version",
        lines: ["by Pulumi without", "a password; kept", "as BOOTSTRAP"],
    },
    createSecret: {
        kind: "step",
        area: [181, 872, 148, 100],
        head: "createSecret",
        lines: ["32 random", "characters, for", "the idle login"],
    },
    setSecret: {
        kind: "step",
        area: [346, 872, 148, 100],
        head: "setSecret",
        lines: ["the master makes", "roles, and sets", "a verifier"],
    },
    testSecret: {
        kind: "step",
        area: [511, 872, 148, 100],
        head: "testSecret",
        lines: ["the login may", "connect, and use", "the schema"],
    },
    finishSecret: {
        kind: "step",
        area: [676, 872, 148, 100],
        head: "finishSecret",
        lines: ["moves the stage", "AWSCURRENT; both", "logins work"],
    },
} as const satisfies Readonly<Record<string, Box>>;

/** The name of a box. */
export type BoxName = keyof typeof boxes;

/**
 * The regions around boxes. The zones have no outline and come first, so that the other regions are drawn over them.
 */
export const frames: readonly Frame[] = [
    { kind: "zone", area: [250, 156, 169, 660], title: "zone a", at: [262, 173] },
    { kind: "zone", area: [429, 156, 169, 660], title: "zone b", at: [441, 173] },
    { kind: "frame", area: [16, 148, 608, 678], title: "VPC", at: [28, 168] },
    { kind: "frame", area: [236, 182, 376, 300], title: "function subnets", at: [262, 473] },
    { kind: "frame", area: [236, 516, 376, 182], title: "database subnets, behind a network ACL;", at: [254, 670] },
    { kind: "frame", area: [236, 714, 376, 94], title: "public subnets", at: [262, 799] },
];
