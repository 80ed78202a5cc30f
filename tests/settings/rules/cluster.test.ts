import { type Case, describeRules, flag, integer } from "./describeRules";

const databaseNameRule = "is not a valid database name; use 1 to 63 lower-case letters, digits and _, first a letter";
const orKeep = (problem: string) =>
    `${problem}, or, if the cluster exists, add Cluster::database: experimentation-staging to imports`;
const masterRule = "is not a valid master user name; use 1 to 16 lower-case letters and digits, first a letter";
const kept = "is reserved by PostgreSQL or RDS";
const automatic =
    "automatic minor versions need a major alone, one of 15, 16, 17, 18; set it to 15, or minorVersions to pinned";
const pinned = "pinned minor versions need a full version of 15, 16, 17, 18; set it to one, for instance 15.17";

const of15 = "15.8, 15.10, 15.12, 15.13, 15.14, 15.15, 15.17";
const of16 = "16.4, 16.6, 16.8, 16.9, 16.10, 16.11, 16.13";
const of17 = "17.4, 17.5, 17.6, 17.7, 17.9";
const of18 = "18.3, 18.4, 18.6";
const noAuthority = "was not a certificate authority of RDS in November 2026";
const authorities =
    "leave it empty for RDS's own choice, or set it to one of rds-ca-rsa2048-g1, rds-ca-rsa4096-g1, rds-ca-ecc384-g1";
const newAuthority =
    "(add a newer one to settings/aws/certificateAuthorities.ts, and to the bundle: CONTRIBUTING.md, RDS's authorities)";

describeRules("the cluster", [
    [{ engineVersion: "18" }],
    [{ engineVersion: "14" }, `engineVersion: 14: ${automatic}`],
    [{ engineVersion: "15.18" }, `engineVersion: 15.18: ${automatic}`],
    [{ engineVersion: "17.1" }, `engineVersion: 17.1: ${automatic.replace("set it to 15", "set it to 17")}`],
    [{ engineVersion: "15.18", minorVersions: "pinned" }],
    [{ minorVersions: "pinned" }, `engineVersion: 15: ${pinned}`],
    [{ engineVersion: "16", minorVersions: "pinned" }, `engineVersion: 16: ${pinned.replace("15.17", "16.13")}`],
    [{ engineVersion: "19.1", minorVersions: "pinned" }, `engineVersion: 19.1: ${pinned}`],
    [{ engineVersion: "15.8", minorVersions: "pinned", instanceClass: "db.r8g.large" }],
    // Later ones than the table knows, as far as two years may bring them.
    ...["15.10", "15.25", "16.4", "17.4", "17.10", "18.3", "18.14"].map((engineVersion): Case => [
        { engineVersion, minorVersions: "pinned" },
    ]),
    ...(
        [
            ["15.0", of15, ""],
            ["15.1", of15, " (in quotes: YAML reads 15.10 as the number 15.1)"],
            ["15.3", of15, ""],
            ["15.9", of15, ""],
            ["15.11", of15, ""],
            ["16.1", of16, " (in quotes: YAML reads 16.10 as the number 16.1)"],
            ["17.1", of17, " (in quotes: YAML reads 17.10 as the number 17.1)"],
            ["18.0", of18, ""],
        ] as const
    ).map(([engineVersion, versions, hint]): Case => [
        { engineVersion, minorVersions: "pinned" },
        `engineVersion: ${engineVersion}: RDS creates no clusters of this version; set it to one of ${versions} or to a later one${hint}`,
    ]),
    ...(
        [
            ["15.26", "15.17", of15],
            ["16.99", "16.13", of16],
        ] as const
    ).map(([engineVersion, newest, versions]): Case => [
        { engineVersion, minorVersions: "pinned" },
        `engineVersion: ${engineVersion}: is not a minor version of Aurora that this project knows: the newest is ${newest}; set it to one ` +
            `of ${versions} or to a later one (add what is more than two years newer to settings/aws/engineVersions.ts)`,
    ]),
    [{ instanceClass: "db.r8g.large" }],
    [
        { instanceClass: "db.t3.small" },
        "instanceClass: db.t3.small: is not a class of Aurora PostgreSQL that this project knows; " +
            "use db.serverless or one of settings/capacity/instanceClasses.ts",
    ],
    [{ tuning: "optimized", instanceClass: "db.r5.large" }],
    [
        { tuning: "optimized", instanceClass: "db.t3.large" },
        "tuning: optimized: needs 16 GiB of memory, and db.t3.large has 8; choose a larger instanceClass or less tuning",
    ],
    [{ instances: "1" }],
    [{ instances: "16" }],
    [{ instances: "17" }, `instances: 17: ${integer(1, 16)}`],
    [{ instances: "0" }, `instances: 0: ${integer(1, 16)}`],
    [{ instances: "1e1" }, `instances: 1e1: ${integer(1, 16)}`],
    [{ multiZone: "yes" }, `multiZone: yes: ${flag}`],
    [{ databaseName: `a${"_".repeat(62)}` }],
    [{ databaseName: `a${"_".repeat(63)}` }, orKeep(`databaseName: a${"_".repeat(63)}: ${databaseNameRule}`)],
    [{ databaseName: "Experiments" }, orKeep(`databaseName: Experiments: ${databaseNameRule}`)],
    [{ databaseName: "user" }, orKeep(`databaseName: user: ${kept}; choose another`)],
    [{ databaseName: "postgres" }, orKeep(`databaseName: postgres: ${kept}; choose another`)],
    [{ masterUsername: "a234567890123456" }],
    [{ masterUsername: "a2345678901234567" }, orKeep(`masterUsername: a2345678901234567: ${masterRule}`)],
    [{ masterUsername: "reader_a" }, orKeep(`masterUsername: reader_a: ${masterRule}`)],
    ...["postgres", "admin", "rdsadmin", "rdsowner", "select", "pgowner", "public"].map((name): Case => [
        { masterUsername: name },
        orKeep(`masterUsername: ${name}: ${kept}, or is a name that attackers try first; choose another`),
    ]),
    [{ port: "1150" }],
    [{ port: "65535" }],
    [{ port: "1149" }, `port: 1149: ${integer(1150, 65535)}`],
    [{ port: "65536" }, `port: 65536: ${integer(1150, 65535)}`],
    [{ storageType: "ioOptimized" }],
    [{ storageType: "gp3" }, "storageType: gp3: must be standard or ioOptimized"],
    [{ tuning: "best" }, "tuning: best: must be minimal, medium or optimized"],
    [{ minorVersions: "auto" }, "minorVersions: auto: must be automatic or pinned"],
    [{ slowStatementMs: "0" }, `slowStatementMs: 0: ${integer(1, 3_600_000)}`],
    [{ applyImmediately: "1" }, `applyImmediately: 1: ${flag}`],
    [{ allowMajorVersionUpgrade: "true", applyImmediately: "true" }],
    [
        { allowMajorVersionUpgrade: "true" },
        "allowMajorVersionUpgrade: true: a major upgrade cannot wait for the maintenance window; " +
            "set applyImmediately to true as well",
    ],
    [{ allowMajorVersionUpgrade: "" }, `allowMajorVersionUpgrade: (empty): ${flag}`],
    [{ blueGreenMajorVersion: "16", parameters: '{"rds.logical_replication":"1"}' }],
    [{ blueGreenMajorVersion: "15", engineVersion: "16", parameters: '{"rds.logical_replication":1}' }],
    ...["15", "14", "16.14"].map((blueGreenMajorVersion): Case => [
        { blueGreenMajorVersion, parameters: '{"rds.logical_replication":"1"}' },
        `blueGreenMajorVersion: ${blueGreenMajorVersion}: must be another major version than that of engineVersion; ` +
            "set it to one of 16, 17, 18, or leave it empty",
    ]),
    [
        { blueGreenMajorVersion: "16" },
        "blueGreenMajorVersion: 16: RDS copies the changes by logical replication; " +
            "set rds.logical_replication to 1 in parameters",
    ],
    [
        { blueGreenMajorVersion: "17", parameters: '{"rds.logical_replication":"1","old_snapshot_threshold":"60"}' },
        'parameters: {"rds.logical_replication":"1","old_snapshot_threshold":"60"}: PostgreSQL 17 has no ' +
            "old_snapshot_threshold, which ended with 16; remove it",
    ],
    [
        {
            blueGreenMajorVersion: "17",
            parameters: '{"rds.logical_replication":"1"}',
            extensions: '["old_snapshot"]',
        },
        'extensions: ["old_snapshot"]: PostgreSQL 17 has no old_snapshot, which ended with 16; remove it',
    ],
    [{ caCertificate: "rds-ca-ecc384-g1" }],
    [{ caCertificate: "rds-ca-2019" }, `caCertificate: rds-ca-2019: expired on 2024-08-22; ${authorities}`],
    [
        { caCertificate: "rds-ca-rsa2084-g1" },
        `caCertificate: rds-ca-rsa2084-g1: ${noAuthority}; did you mean rds-ca-rsa2048-g1? ${newAuthority}`,
    ],
    [{ caCertificate: "rds-ca" }, `caCertificate: rds-ca: ${noAuthority}; ${authorities} ${newAuthority}`],
]);
