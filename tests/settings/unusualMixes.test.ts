import { type Case, describeRules, integer } from "./rules/describeRules";

const retention =
    "must be 7, a number of months of 31 days, or 731 (two years); set it to 7, which is free, or for instance to 31";

/** The minor version and the way in which it is chosen. */
const versions: readonly Case[] = [
    [
        { engineVersion: "17.9" },
        "engineVersion: 17.9: automatic minor versions need a major alone, one of 15, 16, 17, 18; set it to 17, or minorVersions to pinned",
    ],
    [
        { engineVersion: "18", minorVersions: "pinned" },
        "engineVersion: 18: pinned minor versions need a full version of 15, 16, 17, 18; set it to one, for instance 18.6",
    ],
    [
        { engineVersion: "18", allowMajorVersionUpgrade: "true" },
        "allowMajorVersionUpgrade: true: a major upgrade cannot wait for the maintenance window; set applyImmediately to true as well",
    ],
    [
        { engineVersion: "18.2", minorVersions: "pinned" },
        "engineVersion: 18.2: RDS creates no clusters of this version; set it to one of 18.3, 18.4, 18.6 or to a later one",
    ],
];

const admitted = (...cidrs: readonly string[]) => ({
    clientCidrs: JSON.stringify(cidrs),
    clientCidrsIngress: "true",
});
const existingVpc = {
    vpcId: "vpc-0123456789abcdef0",
    functionSubnetIds: '["subnet-aaaaaaaa"]',
    databaseSubnetIds: '["subnet-bbbbbbbb","subnet-cccccccc"]',
    natGateways: "none",
};
const many = Array.from({ length: 41 }, (_, index) => `10.${100 + index}.0.0/16`);

/** Ranges that the database's security group admits. The VPC's own range is 10.20.0.0/16. */
const clientRanges: readonly Case[] = [
    [admitted("10.30.0.0/16", "192.168.7.0/24")],
    [{ ...existingVpc, ...admitted(...many.slice(1)) }],
    [{ ...existingVpc, ...admitted("10.20.1.0/24") }],
    [
        { clientCidrsIngress: "true" },
        "clientCidrsIngress: true: clientCidrs has no range to admit; list the clients' ranges, or set it to false",
    ],
    [{ clientCidrsIngress: "yes" }, "clientCidrsIngress: yes: must be true or false"],
    ...["10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12"].map((cidr): Case => [
        admitted(cidr),
        `clientCidrs: ["${cidr}"]: ${cidr} is wider than /16, too wide for clientCidrsIngress; list the clients' subnets`,
    ]),
    [
        admitted("8.8.0.0/16"),
        'clientCidrs: ["8.8.0.0/16"]: 8.8.0.0/16 is not a private range that starts at its first address; use for instance 10.30.0.0/16',
    ],
    ...["10.20.0.0/16", "10.20.128.0/20"].map((cidr): Case => [
        admitted(cidr),
        `clientCidrs: ["${cidr}"]: ${cidr} overlaps the VPC's own range 10.20.0.0/16, whose clients are admitted by ` +
            "security group; remove it, or set clientCidrsIngress to false",
    ]),
    [
        admitted("10.30.0.0/16", "10.30.4.0/24"),
        'clientCidrs: ["10.30.0.0/16","10.30.4.0/24"]: 10.30.4.0/24 is part of 10.30.0.0/16; list only the wider one',
    ],
    [
        { ...existingVpc, ...admitted(...many) },
        `clientCidrs: ${JSON.stringify(many).slice(0, 100)}...: has 41 ranges, and clientCidrsIngress admits 40; join neighbours`,
    ],
    [
        { ...existingVpc, clientCidrs: '["10.30.0.0/16"]', clientCidrsIngress: "no" },
        "clientCidrsIngress: no: must be true or false",
    ],
];

/** Performance Insights keeps its data for a week, some months of 31 days, or two years. */
const insights: readonly Case[] = [
    ...["8", "30", "100", "700", "730"].map((days): Case => [
        { insightsRetentionDays: days },
        `insightsRetentionDays: ${days}: ${retention}`,
    ]),
    ...["7", "31", "62", "465", "713", "731"].map((days): Case => [{ insightsRetentionDays: days }]),
];

const unknownClass =
    "is not a class of Aurora PostgreSQL that this project knows; use db.serverless or one of settings/capacity/instanceClasses.ts";

/** The class and the promotion tier of each instance. */
const instances: readonly Case[] = [
    [
        { instances: "1", readerInstanceClass: "db.r5.large" },
        "readerInstanceClass: db.r5.large: there is no reader; remove it, or set instances to 2 or more",
    ],
    [
        { readerInstanceClass: "db.r5.huge" },
        `readerInstanceClass: db.r5.huge: ${unknownClass} (did you mean db.r5.large?)`,
    ],
    [
        { instanceClasses: '["", "db.r5.huge"]' },
        `instanceClasses: ["", "db.r5.huge"]: db.r5.huge ${unknownClass} (did you mean db.r5.large?)`,
    ],
    [
        { instanceClass: "db.r9.large", instanceClasses: '["db.r5.large", "db.r5.large"]' },
        `instanceClass: db.r9.large: ${unknownClass} (did you mean db.r5.large?)`,
    ],
    [
        { instanceClasses: '["", "", "db.r5.large"]' },
        'instanceClasses: ["", "", "db.r5.large"]: must have one element per instance at most: it has 3 for 2; remove the last ones, or raise instances',
    ],
    [
        { instanceClasses: "db.r5.large" },
        'instanceClasses: db.r5.large: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
    [
        { promotionTiers: "[0, 1, 2]" },
        "promotionTiers: [0, 1, 2]: must have one element per instance at most: it has 3 for 2; remove the last ones, or raise instances",
    ],
    ...["[0, 16]", "[-1]", "[0.5]", '["1"]', "1"].map((promotionTiers): Case => [
        { promotionTiers },
        `promotionTiers: ${promotionTiers}: must be a list of whole numbers from 0 to 15; write it in the stack's file as a list`,
    ]),
    [
        { tuning: "optimized", instanceClass: "db.r5.large", readerInstanceClass: "db.t3.large" },
        "tuning: optimized: needs 16 GiB of memory, and db.t3.large has 8; choose a larger readerInstanceClass or less tuning",
    ],
    [
        { tuning: "optimized", instanceClass: "db.r5.large", instanceClasses: '["db.t3.medium"]' },
        "tuning: optimized: needs 16 GiB of memory, and db.t3.medium has 4; choose a larger instanceClasses or less tuning",
    ],
    [
        { instanceClass: "db.r5.large", readerInstanceClass: "db.t3.medium", readerConnectionLimit: "150" },
        "readerInstanceClass: db.t3.medium: has room for 390 connections of logins, which may have 410 (two logins each); " +
            "choose a larger readerInstanceClass or lower migrationConnectionLimit, applicationConnectionLimit, readerConnectionLimit",
    ],
];

const serverless = { instanceClass: "db.serverless", minCapacity: "0.5", maxCapacity: "4" };
const units = (least: number) =>
    `an instance is db.serverless; set it to a number of capacity units from ${least} to 256, in steps of 0.5`;
const provisioned =
    "no instance is db.serverless; remove it, or set instanceClass or readerInstanceClass to db.serverless";
const limits = "migrationConnectionLimit, applicationConnectionLimit, readerConnectionLimit";

/** The range of serverless instances, with what follows from it. */
const capacity: readonly Case[] = [
    [serverless],
    [{ ...serverless, minCapacity: "4" }],
    [{ ...serverless, maxCapacity: "256" }],
    [{ ...serverless, minCapacity: "0", pauseAfterSeconds: "86400" }],
    [
        { ...serverless, minCapacity: "0", extensions: '["pg_cron"]' },
        'extensions: ["pg_cron"]: the scheduler of pg_cron needs a database that does not pause; ' +
            "remove pg_cron, or set minCapacity to 0.5 or more",
    ],
    [{ ...serverless, instanceClass: "db.t3.medium", readerInstanceClass: "db.serverless" }],
    [{ ...serverless, instanceClass: "db.t3.medium", instanceClasses: '["db.serverless"]' }],
    [
        { instanceClass: "db.serverless", minCapacity: "0.5", maxCapacity: "1.5", tuning: "minimal" },
        "tuning: minimal: needs 4 GiB of memory, and db.serverless has 3; choose a larger maxCapacity",
    ],
    [{ minCapacity: "0.5" }, `minCapacity: 0.5: ${provisioned}`],
    [{ maxCapacity: "4" }, `maxCapacity: 4: ${provisioned}`],
    [{ ...serverless, minCapacity: "" }, `minCapacity: (empty): ${units(0)}`],
    [{ ...serverless, maxCapacity: "" }, `maxCapacity: (empty): ${units(1)}`],
    ...["-1", "0.25", "0.50", "1e1", "256.5", "half"].map((minCapacity): Case => [
        { ...serverless, minCapacity },
        `minCapacity: ${minCapacity}: ${units(0)}`,
    ]),
    ...["0", "0.5", "1.2", "257"].map((maxCapacity): Case => [
        { ...serverless, maxCapacity },
        `maxCapacity: ${maxCapacity}: ${units(1)}`,
    ]),
    [{ ...serverless, minCapacity: "8" }, "minCapacity: 8: is more than maxCapacity 4; lower it, or raise maxCapacity"],
    [{ pauseAfterSeconds: "299" }, "pauseAfterSeconds: 299: must be a whole number from 300 to 86400"],
    [
        { ...serverless, minCapacity: "0", pauseAfterSeconds: "86401" },
        "pauseAfterSeconds: 86401: must be a whole number from 300 to 86400",
    ],
    [
        { ...serverless, pauseAfterSeconds: "600" },
        "pauseAfterSeconds: 600: the database pauses only with minCapacity 0; remove it, or set minCapacity to 0",
    ],
    [
        { pauseAfterSeconds: "600" },
        "pauseAfterSeconds: 600: the database pauses only with minCapacity 0; remove it, or set minCapacity to 0",
    ],
    [
        { ...serverless, minCapacity: "0", parameters: '{"rds.logical_replication": "1"}' },
        "minCapacity: 0: logical replication keeps the database awake; set it to 0.5 or more, or remove rds.logical_replication",
    ],
    [
        { ...serverless, tuning: "optimized" },
        "tuning: optimized: needs 16 GiB of memory, and db.serverless has 8; choose a larger maxCapacity or less tuning",
    ],
    [
        { ...serverless, readerConnectionLimit: "400" },
        `maxCapacity: 4: has room for 807 connections of logins, which may have 910 (two logins each); choose a larger maxCapacity or lower ${limits}`,
    ],
    [
        { ...serverless, maxCapacity: "64", readerConnectionLimit: "1000" },
        `minCapacity: 0.5: has room for 1985 connections of logins, which may have 2110 (two logins each); choose a larger minCapacity or lower ${limits}`,
    ],
    [
        { ...serverless, maxCapacity: "64", readerInstanceClass: "db.t3.medium", readerConnectionLimit: "150" },
        `readerInstanceClass: db.t3.medium: has room for 390 connections of logins, which may have 410 (two logins each); choose a larger readerInstanceClass or lower ${limits}`,
    ],
    [
        { ...serverless, instanceClass: "db.serverles" },
        `instanceClass: db.serverles: ${unknownClass} (did you mean db.serverless?)`,
    ],
];

/** Extensions that Aurora does not have, that every database has, or that would undo a rule. */
const extensions: readonly Case[] = [
    [{ extensions: '["vector","pg_cron","pg_partman","pgaudit"]' }],
    [{ extensions: '["old_snapshot"]', engineVersion: "16" }],
    [
        { extensions: "vector" },
        'extensions: vector: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
    ...(
        [
            [["vector", "hstore", "vector"], "has vector twice; list each extension once"],
            [
                ["pgvector"],
                "pgvector is not an extension of Aurora PostgreSQL that this project knows; use one of " +
                    "settings/aws/extensions.ts (did you mean vector?)",
            ],
            [
                ["timescaledb"],
                "timescaledb is not an extension of Aurora PostgreSQL that this project knows; use one of " +
                    "settings/aws/extensions.ts",
            ],
            [["pg_stat_statements"], "pg_stat_statements is in every database; remove it"],
            [["plpgsql"], "plpgsql is in every database; remove it"],
            [["aws_commons"], "aws_commons is created with the extensions that require it; remove it"],
            [
                ["aws_s3"],
                "aws_s3 is created with the buckets that it needs; remove it, and set exportBucketArns or importBucketArns",
            ],
            [
                ["auto_explain"],
                "auto_explain is a library without an extension, and its plans contain users' values; remove it",
            ],
            [["pglogical"], "pglogical needs rds.logical_replication, which this project does not set; remove it"],
            [
                ["apg_plan_mgmt"],
                "apg_plan_mgmt needs rds.enable_plan_management, which this project does not set; remove it",
            ],
            [
                ["vector", "plpython3u"],
                "plpython3u runs code as the server's operating system user, which Aurora does not allow; remove it",
            ],
        ] as const
    ).map(([names, problem]): Case => {
        const value = JSON.stringify(names);
        return [{ extensions: value }, `extensions: ${value}: ${problem}`];
    }),
    [
        { extensions: '["old_snapshot"]', engineVersion: "17" },
        'extensions: ["old_snapshot"]: PostgreSQL 17 has no old_snapshot, which ended with 16; remove it',
    ],
];

/** Readers that Aurora adds and removes. Staging has one fixed reader. */
const readers: readonly Case[] = [
    [{ readerScaling: "cpu", readerScalingMax: "15", readerScalingTarget: "100" }],
    [{ readerScaling: "connections", readerScalingMax: "1", readerScalingTarget: "405" }],
    [{ readerScaling: "memory" }, "readerScaling: memory: must be none, cpu or connections"],
    [
        { readerScaling: "cpu", readerScalingMax: "4", instances: "1" },
        "readerScaling: cpu: needs a fixed reader, because its measure is the average over the readers; set instances to 2 or more",
    ],
    [
        { readerScalingMax: "4" },
        "readerScalingMax: 4: has no effect while the number of readers is fixed; remove it, or set readerScaling to cpu or connections",
    ],
    ...(
        [
            ["2", "0", "1"],
            ["5", "3", "4"],
        ] as const
    ).map(([instances, readerScalingMax, fixed]): Case => [
        { readerScaling: "cpu", instances, readerScalingMax },
        `readerScalingMax: ${readerScalingMax}: counts the fixed readers too (instances - 1), and Aurora never removes them; ` +
            `set it to ${fixed} or more`,
    ]),
    [{ readerScaling: "cpu", readerScalingMax: "16" }, `readerScalingMax: 16: ${integer(0, 15)}`],
    [
        { readerScaling: "cpu", readerScalingMax: "4", readerScalingTarget: "101" },
        "readerScalingTarget: 101: is the readers' average CPU utilization in per cent; set it to 100 or less",
    ],
    [
        { readerScaling: "connections", readerScalingMax: "4", readerScalingTarget: "406" },
        "readerScalingTarget: 406: is the readers' average number of connections, and db.t3.medium takes about 405; set it to less",
    ],
    [
        { readerScaling: "connections", readerScalingMax: "4" },
        "readerScalingTarget: 0: is the readers' average number of connections, and has no default; set it, for instance to 284",
    ],
    ...["-1", "5001"].map((readerScalingTarget): Case => [
        { readerScaling: "cpu", readerScalingMax: "4", readerScalingTarget },
        `readerScalingTarget: ${readerScalingTarget}: ${integer(0, 5000)}`,
    ]),
    ...["readerScaleInSeconds", "readerScaleOutSeconds"].map((key): Case => [
        { readerScaling: "cpu", readerScalingMax: "4", [key]: "86401" },
        `${key}: 86401: ${integer(0, 86_400)}`,
    ]),
];

const pauses = { instanceClass: "db.serverless", minCapacity: "0", maxCapacity: "8" };
const awakeInstead = "or set minCapacity to 0.5 or more";

/** A database that pauses while nobody is connected. */
const pausing: readonly Case[] = [
    [pauses],
    [
        { ...pauses, rotationTimeoutSeconds: "59" },
        "rotationTimeoutSeconds: 59: with minCapacity 0 a rotation may wait for half a minute until the database has resumed; " +
            `set it to 60 or more, ${awakeInstead}`,
    ],
    [{ ...pauses, minCapacity: "0.5", rotationTimeoutSeconds: "59" }],
    [
        { ...pauses, accessTimeoutSeconds: "29" },
        "accessTimeoutSeconds: 29: with minCapacity 0 a query may wait until the database has resumed; " +
            `set it to 30 or more, ${awakeInstead}`,
    ],
    [{ ...pauses, minCapacity: "0.5", accessTimeoutSeconds: "29" }],
    [
        { ...pauses, healthCheckMinutes: "60" },
        "healthCheckMinutes: 60: with minCapacity 0 there is no scheduled health check, which would keep the database awake; " +
            `remove it, ${awakeInstead}`,
    ],
    [{ ...pauses, rollUpMinutes: "0", accessReservedConcurrency: "1" }],
    [
        { ...pauses, rollUpMinutes: "5" },
        "rollUpMinutes: 5: with minCapacity 0 there is no scheduled roll-up, which would keep the database awake; " +
            `remove it, ${awakeInstead}`,
    ],
    [
        { ...pauses, environment: "staging", minCapacity: "-1" },
        "minCapacity: -1: an instance is db.serverless; set it to a number of capacity units from 0 to 256, in steps of 0.5",
    ],
];

const besideProvisioned = { ...pauses, instanceClass: "db.r5.large", readerInstanceClass: "db.serverless" };
const readerAlone = { ...besideProvisioned, promotionTiers: "[0, 2]" };

/** Serverless readers of a provisioned writer, with minCapacity 0. Those in the tiers 0 and 1 never pause. */
const pausingReaders: readonly Case[] = [
    [{ ...besideProvisioned, healthCheckMinutes: "5", rotationTimeoutSeconds: "30" }],
    [{ ...readerAlone, extensions: '["pg_cron"]', pauseAfterSeconds: "600" }],
    [{ ...readerAlone, rollUpMinutes: "5" }],
    [{ ...readerAlone, parameters: '{"rds.logical_replication":"1"}' }],
    [
        { ...readerAlone, healthCheckMinutes: "5" },
        "healthCheckMinutes: 5: with minCapacity 0 there is no scheduled health check, which would keep the database awake; " +
            `remove it, ${awakeInstead}`,
    ],
    [
        { ...besideProvisioned, pauseAfterSeconds: "600" },
        "pauseAfterSeconds: 600: serverless readers in the tiers 0 and 1 pause only with a serverless writer; remove it, or " +
            "give them 2 or more in promotionTiers",
    ],
];

describeRules("unusual mixes: pausing", pausing);
describeRules("unusual mixes: pausing readers", pausingReaders);
describeRules("unusual mixes: readers", readers);
const wrapAround = "because PostgreSQL stops writing at about 2.1 billion, and a vacuum needs time before that";
const leftOut = (name: string) =>
    `${name} is not in parameterFacts/table.json; correct its name, or, if Aurora has it, set it in transforms.ts`;
const alarmsRead = "changes the log that alarms and metrics read; remove it";

/** Own cluster parameters that Aurora does not have, or that would undo a rule of the program. */
const parameters: readonly Case[] = [
    [{ parameters: '{"work_mem":65536,"random_page_cost":"1.5","synchronous_commit":"off"}' }],
    [{ parameters: '{"cron.max_running_jobs":"3"}', extensions: '["pg_cron"]' }],
    [{ parameters: '{"transaction_timeout":"900000"}', engineVersion: "17" }],
    [{ parameters: '{"cron.log_statement":"0"}', extensions: '["pg_cron"]' }],
    [{ parameters: '{"pgaudit.log":"write, ddl"}', extensions: '["pgaudit"]' }],
    [{ parameters: '{"statement_timeout":"0","idle_session_timeout":"0","authentication_timeout":"10"}' }],
    [
        {
            parameters:
                '{"datestyle":"ISO, DMY","autovacuum_freeze_max_age":"500000000","vacuum_failsafe_age":"1600000000"}',
        },
    ],
    ...['["work_mem"]', '{"work_mem":true}', "work_mem"].map((value): Case => [
        { parameters: value },
        `parameters: ${value}: must be a mapping of texts; write it in the stack's file as a mapping, each text in quotes, or as "{}"`,
    ]),
    ...(
        [
            ["rds.force_ssl", "0", "rds.force_ssl is set by the program's rules for TLS; remove it"],
            [
                "ssl_min_protocol_version",
                "TLSv1",
                "ssl_min_protocol_version is set by the program's rules for TLS; remove it",
            ],
            [
                "log_parameter_max_length",
                "-1",
                "log_parameter_max_length would write users' values to the log; remove it",
            ],
            ["log_statement", "all", "log_statement would write users' values to the log; remove it"],
            ["pgaudit.log_parameter", "1", "pgaudit.log_parameter would write users' values to the log; remove it"],
            [
                "rds.restrict_password_commands",
                "0",
                "rds.restrict_password_commands keeps logins from changing the passwords in the secrets; remove it",
            ],
            ["password_encryption", "md5", "password_encryption: md5: must be scram-sha-256"],
            [
                "rds.accepted_password_auth_method",
                "md5+scram",
                "rds.accepted_password_auth_method: md5+scram: must be scram",
            ],
            ["pgaudit.role", "auditor", "pgaudit.role needs pgaudit; add pgaudit to extensions"],
            ["log_connections", "0", "log_connections is on in every stack; remove it"],
            ["log_line_prefix", "%m", `log_line_prefix ${alarmsRead}`],
            ["lc_messages", "de_DE", `lc_messages ${alarmsRead}`],
            [
                "max_connections",
                "5000",
                "max_connections follows from the instance class, on which alarms and connection limits rely; " +
                    "choose another instanceClass",
            ],
            ["log_min_duration_statement", "0", "log_min_duration_statement has a key of its own; use slowStatementMs"],
            [
                "shared_preload_libraries",
                "pg_cron",
                "shared_preload_libraries follows from the extensions; use extensions",
            ],
            [
                "cron.database_name",
                "postgres",
                "cron.database_name is the platform's database; add pg_cron to extensions and remove it",
            ],
            ["cron.max_running_jobs", "3", "cron.max_running_jobs needs pg_cron; add pg_cron to extensions"],
            [
                "session_replication_role",
                "replica",
                "session_replication_role would skip foreign keys and triggers; remove it",
            ],
            [
                "wrok_mem",
                "65536",
                "wrok_mem is not in parameterFacts/table.json; correct its name (did you mean work_mem?), " +
                    "or, if Aurora has it, set it in transforms.ts",
            ],
            ...["checkpoint_timeout", "rds.allowed_extensions", "apg_plan_mgmt.capture_plan_baselines"].map(
                (name) => [name, "1", leftOut(name)] as const,
            ),
            [
                "lock_timeout",
                "1000",
                "lock_timeout is not in parameterFacts/table.json; correct its name (did you mean deadlock_timeout?), " +
                    "or, if Aurora has it, set it in transforms.ts",
            ],
            ...["debug_print_parse", "debug_print_plan", "debug_print_rewritten"].map(
                (name) => [name, "1", `${name} would write users' values to the log; remove it`] as const,
            ),
            ...[
                "log_duration",
                "log_executor_stats",
                "log_min_duration_sample",
                "log_parser_stats",
                "log_planner_stats",
                "log_statement_sample_rate",
                "log_statement_stats",
                "log_transaction_sample_rate",
            ].map(
                (name) =>
                    [
                        name,
                        "1",
                        `${name} would write statements with their literals to the log, also fast ones; use slowStatementMs instead`,
                    ] as const,
            ),
            ...["autovacuum", "track_counts"].map(
                (name) =>
                    [
                        name,
                        "0",
                        `${name} must stay on, or PostgreSQL stops writing when its transaction ids run out; remove it`,
                    ] as const,
            ),
            [
                "track_activities",
                "0",
                "track_activities must stay on, or nobody sees which session blocks others, for how long and with which statement; remove it",
            ],
            [
                "row_security",
                "0",
                "row_security must stay on, or a query of a table with row security fails; remove it",
            ],
            ...["default_tablespace", "temp_tablespaces"].map(
                (name) =>
                    [
                        name,
                        "fast",
                        `${name} would choose where tables and files are stored, and Aurora has one volume; remove it`,
                    ] as const,
            ),
            [
                "authentication_timeout",
                "9",
                "authentication_timeout: 9: must be 10 or more, because a login includes the TLS handshake and SCRAM, which take seconds on a busy instance",
            ],
            [
                "statement_timeout",
                "9999",
                "statement_timeout: 9999: must be 0 (off), or 10000 or more, because it cancels every statement of the master, also repairs",
            ],
            [
                "idle_session_timeout",
                "1",
                "idle_session_timeout: 1: must be 0 (off), or 60000 or more, because it closes connections that an application's pool keeps",
            ],
            ...["autovacuum_freeze_max_age", "autovacuum_multixact_freeze_max_age"].map(
                (name) =>
                    [name, "2000000000", `${name}: 2000000000: must be 500000000 or less, ${wrapAround}`] as const,
            ),
            ...["vacuum_failsafe_age", "vacuum_multixact_failsafe_age"].map(
                (name) =>
                    [name, "2000000000", `${name}: 2000000000: must be 1600000000 or less, ${wrapAround}`] as const,
            ),
            ...["German", "SQL, DMY", "MDY", "ISO, XYZ"].map(
                (style) =>
                    [
                        "datestyle",
                        style,
                        `datestyle: ${style}: must be ISO, alone or with the order MDY, DMY or YMD, because applications' drivers read only ISO dates`,
                    ] as const,
            ),
            [
                "transaction_timeout",
                "60000",
                "PostgreSQL 15 has no transaction_timeout, which began with 17; remove it",
            ],
            ["work_mem", "64MB", "work_mem: 64MB: must be a whole number from 64 to 2147483647, without its unit kB"],
            ["work_mem", "63", "work_mem: 63: must be a whole number from 64 to 2147483647, without its unit kB"],
            ["random_page_cost", "cheap", "random_page_cost: cheap: must be a number from 0"],
            ["random_page_cost", "", "random_page_cost: (empty): must be a number from 0"],
            ["enable_seqscan", "", "enable_seqscan: (empty): must be 1 or 0, as RDS writes on and off"],
            ["bytea_output", "", "bytea_output: (empty): must be escape or hex"],
            ["enable_seqscan", "off", "enable_seqscan: off: must be 1 or 0, as RDS writes on and off"],
            ["bytea_output", "base64", "bytea_output: base64: must be escape or hex"],
            ["timezone", "", "timezone: (empty): must have a value; remove it for the default"],
        ] as const
    ).map(([name, setting, problem]): Case => {
        const value = JSON.stringify({ [name]: setting });
        return [{ parameters: value }, `parameters: ${value}: ${problem}`];
    }),
    [
        { parameters: '{"old_snapshot_threshold":"60"}', engineVersion: "18" },
        'parameters: {"old_snapshot_threshold":"60"}: PostgreSQL 18 has no old_snapshot_threshold, which ended with 16; remove it',
    ],
    [
        { parameters: '{"transaction_timeout":"60000"}', engineVersion: "17" },
        'parameters: {"transaction_timeout":"60000"}: transaction_timeout: 60000: must be 0 (off), or 900000 or more, because a migration\'s statement may take 15 minutes',
    ],
    [
        { parameters: '{"cron.log_statement":"1"}', extensions: '["pg_cron"]' },
        'parameters: {"cron.log_statement":"1"}: cron.log_statement: 1: must be 0, because it writes the jobs\' statements with their literals to the log; cron.job_run_details has them',
    ],
    [
        { parameters: '{"pg_hint_plan.debug_print":"verbose"}', extensions: '["pg_hint_plan"]' },
        'parameters: {"pg_hint_plan.debug_print":"verbose"}: pg_hint_plan.debug_print would write statements with their literals to the log; remove it, and set it in your own session',
    ],
];

/** An endpoint of some readers. Staging has one reader. */
const customEndpoints: readonly Case[] = [
    [{ customEndpoint: "analytics", customEndpointReaders: "[1]" }],
    [{ customEndpoint: `a${"b".repeat(19)}`, customEndpointReaders: "[2, 1]", instances: "3" }],
    [
        { customEndpointReaders: "[1]" },
        "customEndpointReaders: [1]: has no effect without an endpoint; remove it, or set customEndpoint to a name, for instance analytics",
    ],
    [
        { customEndpoint: "analytics" },
        "customEndpointReaders: []: the endpoint needs a reader; list the numbers of its instances, for instance [1]",
    ],
    [
        { customEndpoint: "reader", customEndpointReaders: "[1]" },
        "customEndpoint: reader: reader-host is the parameter of the cluster's own endpoint; choose another name",
    ],
    ...["Analytics", "1st", "a--b", "a-", `a${"b".repeat(20)}`].map((customEndpoint): Case => [
        { customEndpoint, customEndpointReaders: "[1]" },
        `customEndpoint: ${customEndpoint}: must be a part of an endpoint's name; use 1 to 20 lower-case letters, digits and ` +
            "single hyphens, first a letter and last no hyphen",
    ]),
    [
        { customEndpoint: "analytics", customEndpointReaders: "[2]" },
        "customEndpointReaders: [2]: names an instance that does not exist: the readers are 1 to 1; remove it, or raise instances",
    ],
    [
        { customEndpoint: "analytics", customEndpointReaders: "[1, 1]" },
        "customEndpointReaders: [1, 1]: names one of them twice; remove it",
    ],
    [
        { customEndpoint: "analytics", customEndpointReaders: "[0]" },
        "customEndpointReaders: [0]: must be a list of whole numbers from 1 to 15; write it in the stack's file as a list",
    ],
];

const anyClass = { instanceClass: "db.r5.large", dataApi: "true" };
const noT = "choose another class, for instance db.serverless, or set it to false";

/** SQL over HTTPS. Staging has T classes by default. */
const dataApi: readonly Case[] = [
    [anyClass],
    [{ ...anyClass, dataApiReason: "Reports of the analytics team - ticket EXP-12" }],
    [{ ...pauses, dataApi: "true" }],
    [{ dataApi: "true" }, `dataApi: true: RDS has no Data API on T classes, and an instance is db.t3.medium; ${noT}`],
    [
        { ...anyClass, readerInstanceClass: "db.t4g.large" },
        `dataApi: true: RDS has no Data API on T classes, and an instance is db.t4g.large; ${noT}`,
    ],
    [
        { ...anyClass, instanceClasses: '["", "db.t3.large"]' },
        `dataApi: true: RDS has no Data API on T classes, and an instance is db.t3.large; ${noT}`,
    ],
    [{ dataApi: "on" }, "dataApi: on: must be true or false"],
    [
        { dataApiReason: "reports" },
        "dataApiReason: reports: there is no Data API to justify; remove it, or set dataApi to true",
    ],
    ...[" ", "-", "A 1"].map((dataApiReason): Case => [
        { ...anyClass, dataApiReason },
        `dataApiReason: ${dataApiReason}: has no word; say who needs it and for what`,
    ]),
    ...["reports; ad hoc", "aws:reports", "r".repeat(257)].map((dataApiReason): Case => [
        { ...anyClass, dataApiReason },
        `dataApiReason: ${dataApiReason.length > 100 ? `${dataApiReason.slice(0, 100)}...` : dataApiReason}: is not a valid tag value; ` +
            "use 1 to 256 letters, digits, spaces and _ . : / = + - @, beginning not with aws:",
    ]),
];

describeRules("unusual mixes: the Data API", dataApi);

const warehouse = "arn:aws:s3:::warehouse";
const key = "arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d";
const exportsTo = (...arns: readonly string[]) => ({ exportBucketArns: JSON.stringify(arns) });
const noBucket = (arn: string) =>
    `${arn} is not the ARN of a bucket, or of a folder of one, in the partition of us-east-1; ` +
    "use for instance arn:aws:s3:::warehouse or arn:aws:s3:::warehouse/experiments";
const noKey = (arn: string) =>
    `bucketKeyArns: ["${arn}"]: ${arn} is not the ARN of a KMS key in us-east-1; an alias is none; ` +
    "use for instance arn:aws:kms:us-east-1:123456789012:key/0a1b2c3d-1111-2222-3333-444455556666";
const privateRanges = Array.from({ length: 17 }, (_, index) => `10.${100 + index}.0.0/16`);

/** Buckets for exports and imports. */
const buckets: readonly Case[] = [
    [exportsTo(warehouse)],
    [{ ...exportsTo(`${warehouse}/experiments/daily`), importBucketArns: `["${warehouse}"]` }],
    [{ ...exportsTo(warehouse), bucketKeyArns: `["${key}", "arn:aws:kms:us-east-1:123456789012:key/mrk-1a2b"]` }],
    [{ ...existingVpc, ...exportsTo(warehouse), port: "40000" }],
    [{ ...exportsTo(warehouse), extensions: '["vector"]' }],
    ...[
        "warehouse",
        "s3://warehouse",
        "arn:aws-cn:s3:::warehouse",
        "arn:aws:s3:us-east-1:123456789012:accesspoint/warehouse",
        "arn:aws:s3:::Warehouse",
        "arn:aws:s3:::ab",
        "arn:aws:s3:::192.168.1.1",
        "arn:aws:s3:::a..b",
        `${warehouse}/`,
        `${warehouse}/a//b`,
        `${warehouse}/a b`,
        `${warehouse}/\${aws:PrincipalTag/team}`,
    ].map((arn): Case => [exportsTo(arn), `exportBucketArns: ${JSON.stringify([arn])}: ${noBucket(arn)}`]),
    ...[`${warehouse}/*`, "arn:aws:s3:::*", "arn:aws:s3:::ware?ouse"].map((arn): Case => [
        { importBucketArns: JSON.stringify([arn]) },
        `importBucketArns: ["${arn}"]: ${arn} has a wildcard; name one bucket, or a folder of one without /* at its end`,
    ]),
    [
        exportsTo(warehouse, warehouse),
        `exportBucketArns: ["${warehouse}","${warehouse}"]: has ${warehouse} twice; list it once`,
    ],
    [
        exportsTo(`${warehouse}/a`, warehouse),
        `exportBucketArns: ["${warehouse}/a","${warehouse}"]: ${warehouse}/a is part of ${warehouse}; list only the wider one`,
    ],
    [
        exportsTo(...Array.from({ length: 21 }, (_, index) => `arn:aws:s3:::b${100 + index}`)),
        `exportBucketArns: ${JSON.stringify(Array.from({ length: 21 }, (_, index) => `arn:aws:s3:::b${100 + index}`)).slice(0, 100)}...: ` +
            "has 21 ARNs, and a role takes 20; list a folder that contains several",
    ],
    [
        { importBucketArns: warehouse },
        `importBucketArns: ${warehouse}: must be a list of texts; write it in the stack's file as a list, each text in quotes, or as "[]"`,
    ],
    [
        { bucketKeyArns: `["${key}"]` },
        `bucketKeyArns: ["${key}"]: there is no bucket whose objects the keys encrypt; remove it, or set exportBucketArns or importBucketArns`,
    ],
    ...[
        "arn:aws:kms:eu-west-1:123456789012:key/0a1b2c3d",
        "arn:aws:kms:us-east-1:123456789012:alias/warehouse",
        "0a1b2c3d",
    ].map((arn): Case => [{ ...exportsTo(warehouse), bucketKeyArns: `["${arn}"]` }, noKey(arn)]),
    [
        { ...exportsTo(warehouse), bucketKeyArns: `["${key}","${key}"]` },
        `bucketKeyArns: ${`["${key}","${key}"]`.slice(0, 100)}...: has a key twice; list each once`,
    ],
    [
        { ...exportsTo(warehouse), port: "40000" },
        "port: 40000: S3 responds to ports from 32768, which the network ACL has to open; set it to less, " +
            "or remove exportBucketArns and importBucketArns",
    ],
    [{ clientCidrs: JSON.stringify(privateRanges) }],
    [
        { ...exportsTo(warehouse), clientCidrs: JSON.stringify(privateRanges) },
        `clientCidrs: ${JSON.stringify(privateRanges).slice(0, 100)}...: needs 20 rules of a network ACL, which takes 19: one ` +
            "for each range, the VPC's among them, and one for each private range that they are part of (10.0.0.0/8), " +
            "and one for S3; join neighbours",
    ],
];

const mapping =
    'must be a mapping of texts; write it in the stack\'s file as a mapping, each text in quotes, or as "{}"';
const imported = (ids: Readonly<Record<string, string>>) => ({ imports: JSON.stringify(ids) });

/** Resources that exist in AWS. staging's identifier is experimentation-staging. */
const imports: readonly Case[] = [
    [{ imports: "{}" }],
    [
        imported({
            "Cluster::database": "experimentation-staging",
            "ClusterInstance::database-0": "experimentation-staging-0",
        }),
    ],
    [{ identifier: "shop", ...imported({ "Cluster::database": "shop", "SubnetGroup::database-0a1b2c": "shop" }) }],
    [{ imports: "experimentation-staging" }, `imports: experimentation-staging: ${mapping}`],
    [{ imports: '["Cluster::database"]' }, `imports: ["Cluster::database"]: ${mapping}`],
    ...["database", "Cluster:database", "aws:rds/cluster:Cluster::database", "Cluster::", "Cluster::data base"].map(
        (end): Case => [
            imported({ [end]: "x" }),
            `imports: {"${end}":"x"}: ${end} is not the end of a URN; write it as type::name, for instance Cluster::database`,
        ],
    ),
    [
        imported({ "Cluster::database": "" }),
        'imports: {"Cluster::database":""}: Cluster::database has no id; set it to the resource\'s id in AWS',
    ],
    [
        imported({ "Key::database": " 1234" }),
        'imports: {"Key::database":" 1234"}: Key::database has spaces around its id; set it to the resource\'s id in AWS',
    ],
    [
        imported({ "Cluster::database": "shop" }),
        'imports: {"Cluster::database":"shop"}: Cluster::database: shop is not experimentation-staging, as the program names it, ' +
            "and a change of the name would replace it; set identifier to shop, or remove the entry from a stack that adopts nothing",
    ],
    [
        imported({ "ClusterInstance::database-0": "experimentation-staging-1" }),
        'imports: {"ClusterInstance::database-0":"experimentation-staging-1"}: ClusterInstance::database-0: experimentation-staging-1 ' +
            "is not experimentation-staging-0, as the program names it, and a change of the name would replace it; " +
            "rename it first, which restarts it (docs/adopt.md)",
    ],
    [
        imported({ "Secret::database-reader": "arn:x", "Secret::database-application": "arn:x" }),
        'imports: {"Secret::database-reader":"arn:x","Secret::database-application":"arn:x"}: has Secret arn:x under two names; ' +
            "keep one of them",
    ],
];

const groups = (...ids: readonly string[]) => ({ extraSecurityGroupIds: JSON.stringify(ids) });
const five = [1, 2, 3, 4, 5].map((digit) => `sg-0123456${digit}`);

/** Security groups of the cluster besides the program's own. */
const extraGroups: readonly Case[] = [
    [groups("sg-0123456789abcdef0", "sg-01234567")],
    [groups(...five.slice(1))],
    ...["shop", "sg-", "sg-012345", "sg-0123456789ABCDEF0", "vpc-0123456789abcdef0"].map((id): Case => [
        groups(id),
        `extraSecurityGroupIds: ["${id}"]: ${id} is not the id of a security group; use for instance sg-0123456789abcdef0`,
    ]),
    [
        groups("sg-01234567", "sg-01234567"),
        'extraSecurityGroupIds: ["sg-01234567","sg-01234567"]: has sg-01234567 twice; list it once',
    ],
    [
        groups(...five),
        `extraSecurityGroupIds: ${JSON.stringify(five)}: has 5 groups, and a cluster takes 4 besides the program's; list fewer`,
    ],
    [
        { extraSecurityGroupIds: "sg-01234567" },
        'extraSecurityGroupIds: sg-01234567: must be a list of texts; write it in the stack\'s file as a list, each text in quotes, or as "[]"',
    ],
];

describeRules("unusual mixes: buckets", buckets);
const declared = (databases: object, databaseRoles: object = {}): Record<string, string> => ({
    databases: JSON.stringify(databases),
    databaseRoles: JSON.stringify(databaseRoles),
});
/** The value of a key in a message, which shortens it. */
const shownJson = (value: object) => {
    const text = JSON.stringify(value);
    return text.length > 100 ? `${text.slice(0, 100)}...` : text;
};
const refusedDatabases = (databases: object, problem: string, roles: object = {}): Case => [
    declared(databases, roles),
    `databases: ${shownJson(databases)}: ${problem}`,
];
const refusedRoles = (roles: object, problem: string): Case => [
    declared({}, roles),
    `databaseRoles: ${shownJson(roles)}: ${problem}`,
];
const grant = { to: "analysts", schema: "marts", tables: ["select"] };
const withGrant = (changes: object) => ({ reports: { schemas: ["marts"], grants: [{ ...grant, ...changes }] } });
const fields = "use owner, extensions, schemas, grants";
const privileges = "select, insert, update, delete";
const own = "declare it in databaseRoles, or use experimentation_reader or experimentation_writer";
const namesOf = (count: number, prefix: string) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, {}]));

/** Further databases, roles and grants. */
const databases: readonly Case[] = [
    [declared({})],
    [declared({ reports: {} })],
    [declared({ reports: { owner: "experimentation_owner" } })],
    [declared(withGrant({}), { analysts: {} })],
    [declared(withGrant({ to: "experimentation_writer", tables: ["select", "insert"] }))],
    [declared({ reports: { owner: "team", extensions: ["citext"] } }, { team: {} })],
    [
        declared(
            {},
            { jane: { login: "iam", memberOf: ["team", "experimentation_reader"], connectionLimit: 3 }, team: {} },
        ),
    ],
    [{ ...declared({ reports: { extensions: ["pgaudit"] } }), extensions: '["pgaudit"]' }],
    [{ ...declared(namesOf(20, "db")), rotationTimeoutSeconds: "110" }],
    [
        { databases: '["reports"]' },
        'databases: ["reports"]: must be a mapping; write it in the stack\'s file as a mapping, or as "{}"',
    ],
    refusedDatabases(
        { reports: [] },
        "reports: must be a mapping of owner, extensions, schemas, grants; write {} for none of them",
    ),
    refusedDatabases(
        { reports: { schema: ["a"] } },
        `reports: schema: is not a field; ${fields} (did you mean schemas?)`,
    ),
    refusedDatabases(
        { reports: { schemas: "a" } },
        "reports: schemas: must be a list of texts, each in quotes; correct it",
    ),
    refusedDatabases({ reports: { grants: {} } }, "reports: grants: must be a list of mappings; correct it"),
    refusedDatabases({ reports: { grants: [{ to: "a", schema: "b" }] } }, "reports: grants[0]: has no tables; add it"),
    refusedDatabases(
        { reports: { grants: [{ ...grant, role: "a" }] } },
        "reports: grants[0]: role: is not a field; use to, schema, tables",
    ),
    refusedDatabases(
        withGrant({ tables: [] }),
        `reports: grants[0]: tables: grants nothing; list some of ${privileges}`,
    ),
    refusedDatabases(
        withGrant({ tables: ["all"] }),
        `reports: grants[0]: tables: all: would include later versions' privileges; list some of ${privileges}`,
    ),
    refusedDatabases(
        withGrant({ tables: ["selekt"] }),
        `reports: grants[0]: tables: selekt: is not a privilege of a declaration; use some of ${privileges} (did you mean select?)`,
    ),
    refusedDatabases(namesOf(21, "db"), "has 21 databases, and one run makes 20 at most; remove some"),
    [declared(namesOf(11, "db")), "rotationTimeoutSeconds: 60: 11 databases may need 65 seconds; set it to 65 or more"],
    refusedDatabases(
        { Reports: {} },
        "Reports: is not a valid database name; use 1 to 63 lower-case letters, digits and _, first a letter",
    ),
    ...["postgres", "template1", "rdsadmin", "user"].map((name) =>
        refusedDatabases({ [name]: {} }, `${name}: is reserved by PostgreSQL or RDS; choose another`),
    ),
    refusedDatabases(
        { experimentation: {} },
        "experimentation: is the program's own database; to read it, declare a role with memberOf experimentation_reader",
    ),
    refusedDatabases(
        { reports: { owner: "team" } },
        "reports: owner: team: is not declared; declare it in databaseRoles, or remove it for experimentation_owner",
    ),
    refusedDatabases(
        { reports: { owner: "jane" } },
        "reports: owner: jane: is a login; declare a role without login, and make jane its member",
        { jane: { login: "iam" } },
    ),
    refusedDatabases(
        { reports: { extensions: ["pg_cron"] } },
        "reports: extensions: pg_cron works in the program's own database only; list it in the stack's extensions",
    ),
    refusedDatabases(
        { reports: { extensions: ["pg_partman"] } },
        "reports: extensions: pg_partman works in the program's own database only; list it in the stack's extensions",
    ),
    refusedDatabases(
        { reports: { extensions: ["pgaudit"] } },
        "reports: extensions: pgaudit needs its library; add it to the stack's extensions too",
    ),
    refusedDatabases(
        { reports: { extensions: ["citext", "citext"] } },
        "reports: extensions: has citext twice; list each extension once",
    ),
    refusedDatabases(
        { reports: { extensions: ["plpython3u"] } },
        "reports: extensions: plpython3u runs code as the server's operating system user, which Aurora does not allow; remove it",
    ),
    ...["public", "pg_own", "information_schema", "extensions", "experimentation", "table"].map((schema) =>
        refusedDatabases(
            { reports: { schemas: [schema] } },
            `reports: schemas: ${schema}: is reserved by PostgreSQL or this program; choose another`,
        ),
    ),
    refusedDatabases(
        { reports: { schemas: ['a"b'] } },
        'reports: schemas: a"b: is not a valid schema name; use 1 to 63 lower-case letters, digits and _, first a letter',
    ),
    refusedDatabases({ reports: { schemas: ["a", "a"] } }, "reports: schemas: has a twice; list each schema once"),
    refusedDatabases(
        withGrant({ to: "analyst" }),
        `reports: grants: analyst: is not declared; ${own} (did you mean analysts?)`,
        {
            analysts: {},
        },
    ),
    refusedDatabases(
        withGrant({ schema: "mart" }),
        "reports: grants: mart: is not in schemas; add it (did you mean marts?)",
        {
            analysts: {},
        },
    ),
    refusedDatabases(
        { reports: { schemas: ["marts"], grants: [grant, grant] } },
        "reports: grants: has two for analysts in marts; join them",
        { analysts: {} },
    ),
    refusedDatabases(
        withGrant({ to: "experimentation_owner" }),
        "reports: grants: experimentation_owner: owns the database and may do everything; remove the grant",
    ),
    refusedRoles(
        { "Jane Doe": {} },
        "Jane Doe: is not a valid role name; use 1 to 63 lower-case letters, digits and _, first a letter",
    ),
    ...["clustermaster", "postgres", "rdsadmin", "rds_iam", "pg_monitor", "experimentation_x", "reader_a", "user"].map(
        (name) =>
            refusedRoles({ [name]: {} }, `${name}: is reserved by PostgreSQL, RDS or this program; choose another`),
    ),
    refusedRoles({ a: { superuser: true } }, "a: superuser: is not a field; use login, memberOf, connectionLimit"),
    refusedRoles(
        { a: { login: "secret" } },
        "a: login: secret: must be none or iam; applications with a password use the program's own secrets",
    ),
    refusedRoles(
        { a: { connectionLimit: 5 } },
        "a: connectionLimit: has no effect without a login; remove it, or set login to iam",
    ),
    refusedRoles(
        { a: { login: "iam", connectionLimit: 0 } },
        "a: connectionLimit: 0: must be a whole number from 1 to 1000; correct it",
    ),
    refusedRoles(
        { a: { login: "iam", connectionLimit: "five" } },
        "a: connectionLimit: must be a whole number; correct it",
    ),
    refusedRoles({ a: { memberOf: ["accounting"] } }, `a: memberOf: accounting: is not declared; ${own}`),
    refusedRoles({ a: { memberOf: ["b", "b"] }, b: {} }, "a: memberOf: has b twice; remove it"),
    refusedRoles(
        { a: { memberOf: ["b"] }, b: { memberOf: ["c"] }, c: { memberOf: ["a"] } },
        "a: memberOf: is a member of itself through other roles; remove one of the memberships",
    ),
    refusedRoles(
        { a: { memberOf: ["a"] } },
        "a: memberOf: is a member of itself through other roles; remove one of the memberships",
    ),
    refusedRoles(
        { a: { memberOf: ["rds_iam"] } },
        "a: memberOf: rds_iam: is what login iam means; remove it, and set login to iam",
    ),
    ...["rds_superuser", "rds_replication", "pg_read_all_data", "pg_write_all_data"].map((role) =>
        refusedRoles(
            { a: { memberOf: [role] } },
            `a: memberOf: ${role}: gives rights on the whole server; grant it by hand if you must`,
        ),
    ),
    refusedRoles(
        { a: { memberOf: ["experimentation_owner"] } },
        "a: memberOf: experimentation_owner: owns every table of the program; use the secret of migration instead",
    ),
    refusedRoles(
        { a: { memberOf: ["jane"] }, jane: { login: "iam" } },
        "a: memberOf: jane: is a login, which has no members; declare a role without login for both",
    ),
    refusedRoles(namesOf(51, "role_"), "has 51 roles, and one run makes 50 at most; remove some"),
    [
        declared({}, { jane: { login: "iam", connectionLimit: 1000 } }),
        "instanceClass: db.t3.medium: has room for 390 connections of logins, which may have 1210 (two logins each, and 1000 in databaseRoles); " +
            "choose a larger instanceClass or lower migrationConnectionLimit, applicationConnectionLimit, readerConnectionLimit, connectionLimit in databaseRoles",
    ],
];

const planned = { backupPlan: "true" };
const locked = { ...planned, backupLock: "governance", backupLockMinDays: "7" };

/** A plan of AWS Backup, and the lock of its vault. */
const backups: readonly Case[] = [
    [planned],
    [locked],
    [{ ...locked, backupLockMinDays: "35" }],
    [{ ...locked, backupLock: "compliance", backupLockGraceDays: "3" }],
    [{ backupPlan: "daily" }, "backupPlan: daily: must be true or false"],
    ...["24:00", "6:00", "06:60", "cron(0 6 * * ? *)", "06:00Z"].map((backupPlanTime): Case => [
        { ...planned, backupPlanTime },
        `backupPlanTime: ${backupPlanTime}: is no time of day; write it in UTC as hh:mm, for instance 06:00`,
    ]),
    ...["0", "36501", "5w"].map((backupPlanDays): Case => [
        { ...planned, backupPlanDays },
        `backupPlanDays: ${backupPlanDays}: ${integer(1, 36_500)}`,
    ]),
    [
        { backupLock: "governance", backupLockMinDays: "7" },
        "backupLock: governance: there is no vault to lock; set it to none, or backupPlan to true",
    ],
    [
        { ...planned, backupLock: "goverance" },
        "backupLock: goverance: must be none, governance or compliance (did you mean governance?)",
    ],
    [
        { ...planned, backupLockMinDays: "7" },
        "backupLockMinDays: 7: has no effect without a lock; remove it, or set backupLock to governance",
    ],
    [
        { ...planned, backupLockGraceDays: "3" },
        "backupLockGraceDays: 3: has no effect without a lock; remove it, or set backupLock to compliance",
    ],
    [
        { ...planned, backupLock: "governance" },
        "backupLockMinDays: 0: a lock keeps backups for a day or more; set it, for instance to 7",
    ],
    [
        { ...locked, backupLockMinDays: "36" },
        "backupLockMinDays: 36: is longer than backupPlanDays 35, so that the vault would refuse each backup; " +
            "set it to that or less, or backupPlanDays to more",
    ],
    [
        { ...locked, backupPlanDays: "6" },
        "backupLockMinDays: 7: is longer than backupPlanDays 6, so that the vault would refuse each backup; " +
            "set it to that or less, or backupPlanDays to more",
    ],
    [
        { ...locked, backupLockGraceDays: "14" },
        "backupLockGraceDays: 14: would make the lock final, and governance is the lock that can be removed; " +
            "remove it, or set backupLock to compliance",
    ],
    ...["0", "2"].map((backupLockGraceDays): Case => [
        { ...locked, backupLock: "compliance", backupLockGraceDays },
        `backupLockGraceDays: ${backupLockGraceDays}: a lock of compliance becomes final after 3 days or more; ` +
            "set it, for instance to 14, and look at the first backups before",
    ]),
    [
        { backupColdDays: "30" },
        "backupColdDays: is not a key of this project; remove it, or did you mean backupCopyDays?",
    ],
];

describeRules("unusual mixes: databases", databases);
describeRules("unusual mixes: custom endpoints", customEndpoints);
describeRules("unusual mixes: readers", readers);
describeRules("unusual mixes: versions", versions);
describeRules("unusual mixes: client ranges", clientRanges);
describeRules("unusual mixes: insights", insights);
describeRules("unusual mixes: instances", instances);
describeRules("unusual mixes: extensions", extensions);
describeRules("unusual mixes: imports", imports);
describeRules("unusual mixes: extra security groups", extraGroups);
describeRules("unusual mixes: capacity", capacity);
describeRules("unusual mixes: parameters", parameters);
describeRules("unusual mixes: backups", backups);
