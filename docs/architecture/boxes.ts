import type { Box, Frame } from "./svg";

/** What the picture shows. A box with a lock is protected in every stack. */
export const boxes = {
    monitoring: {
        kind: "aws",
        area: [16, 16, 216, 88],
        head: "CloudWatch and SNS",
        lines: ["a health check a minute;", "alarms, events: one topic"],
    },
    parameters: {
        kind: "aws",
        area: [256, 16, 200, 88],
        head: "SSM parameters",
        lines: ["host, port, database", "ARNs of the secrets"],
    },
    secrets: {
        kind: "aws",
        area: [480, 16, 248, 88],
        head: "Secrets Manager",
        lines: ["migration, application, reader", "and RDS's own of the master"],
        locked: true,
    },
    key: {
        kind: "aws",
        area: [752, 16, 232, 88],
        head: "KMS key",
        lines: ["encrypts storage, secrets,", "variables, logs and topic"],
        locked: true,
    },
    applications: {
        kind: "client",
        area: [36, 188, 180, 340],
        head: "Your applications",
        lines: ["each let in by", "allowConnectionsFrom"],
    },
    endpoints: {
        kind: "aws",
        area: [276, 188, 420, 52],
        head: "Interface endpoints",
        lines: ["of SSM and Secrets Manager"],
    },
    access: {
        kind: "function",
        area: [276, 290, 236, 64],
        head: "Access function",
        lines: ["health check, schema, queries"],
    },
    rotation: {
        kind: "function",
        area: [744, 188, 208, 166],
        head: "Rotation function",
        lines: ["makes roles and logins", "and gives them passwords"],
    },
    cluster: {
        kind: "database",
        area: [276, 464, 676, 64],
        head: "Aurora PostgreSQL",
        lines: ["the writer, and readers in other zones; TLS enforced; backed up"],
        locked: true,
    },
    nat: {
        kind: "aws",
        area: [276, 582, 676, 52],
        head: "NAT gateways",
        lines: ["where a stack has them: your applications leave by them"],
    },
    firstVersion: {
        kind: "step",
        area: [16, 724, 180, 82],
        head: "First version",
        lines: ["by Pulumi: no password", "kept as BOOTSTRAP"],
    },
    createSecret: {
        kind: "step",
        area: [213, 724, 180, 82],
        head: "createSecret",
        lines: ["32 random characters", "for the idle login"],
    },
    setSecret: {
        kind: "step",
        area: [410, 724, 180, 82],
        head: "setSecret",
        lines: ["roles, and a verifier", "set by the master"],
    },
    testSecret: {
        kind: "step",
        area: [607, 724, 180, 82],
        head: "testSecret",
        lines: ["the login connects and", "may use the schema"],
    },
    finishSecret: {
        kind: "step",
        area: [804, 724, 180, 82],
        head: "finishSecret",
        lines: ["moves AWSCURRENT;", "the former still works"],
    },
} as const satisfies Readonly<Record<string, Box>>;

/** One of the picture's boxes. */
export type BoxName = keyof typeof boxes;

/** What lies around boxes. */
export const frames: readonly Frame[] = [
    {
        area: [16, 140, 968, 540],
        title: "VPC: a line with a port is a pair of rules between the security groups of two boxes",
        at: [28, 669],
    },
    { area: [256, 168, 712, 202], title: "function subnets", at: [570, 280] },
    {
        area: [256, 424, 712, 118],
        title: "database subnets, behind a network ACL; isolated in production",
        at: [412, 450],
    },
    { area: [256, 556, 712, 92], title: "public subnets" },
];
