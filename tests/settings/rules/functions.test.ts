import { type Case, describeRules, integer } from "./describeRules";

describeRules("the credentials and the functions", [
    [{ rotationDays: "1" }],
    [{ rotationDays: "90" }],
    [{ rotationDays: "91" }, `rotationDays: 91: ${integer(1, 90)}`],
    [{ secretReaderArns: "[]" }],
    [
        {
            secretReaderArns: JSON.stringify([
                "arn:aws:iam::123456789012:role/experiment-service",
                "arn:aws:iam::123456789012:role/aws-reserved/sso.amazonaws.com/*",
                "arn:aws:iam::123456789012:user/operator",
            ]),
        },
    ],
    [{ "aws:region": "cn-north-1", tracing: "false", secretReaderArns: '["arn:aws-cn:iam::123456789012:role/a"]' }],
    [
        { "aws:region": "cn-north-1", tracing: "false", secretReaderArns: '["arn:aws:iam::123456789012:role/a"]' },
        'secretReaderArns: ["arn:aws:iam::123456789012:role/a"]: arn:aws:iam::123456789012:role/a is not the ARN of a role ' +
            "or user in the partition of cn-north-1; use for instance arn:aws-cn:iam::123456789012:role/experiment-service",
    ],
    ...["experiment-service", "*", "arn:aws:iam::*:role/a", "arn:aws:sts::123456789012:assumed-role/a/b"].map(
        (arn): Case => [
            { secretReaderArns: JSON.stringify([arn]) },
            `secretReaderArns: ["${arn}"]: ${arn} is not the ARN of a role or user in the partition of us-east-1; ` +
                "use for instance arn:aws:iam::123456789012:role/experiment-service",
        ],
    ),
    [
        { secretReaderArns: '["arn:aws:iam::1:role/a"]' },
        'secretReaderArns: ["arn:aws:iam::1:role/a"]: arn:aws:iam::1:role/a is not the ARN of a role or user ' +
            "in the partition of us-east-1; use for instance arn:aws:iam::123456789012:role/experiment-service",
    ],
    [
        { secretReaderArns: JSON.stringify(Array<string>(2).fill("arn:aws:iam::123456789012:role/a")) },
        'secretReaderArns: ["arn:aws:iam::123456789012:role/a","arn:aws:iam::123456789012:role/a"]: ' +
            "has an ARN twice; list each once",
    ],
    [{ secretRecoveryDays: "7" }],
    [
        { secretRecoveryDays: "0" },
        "secretRecoveryDays: 0: only a dev environment may delete secrets at once; set it to 7 to 30",
    ],
    [{ secretRecoveryDays: "0", environment: "dev" }],
    [
        { secretRecoveryDays: "6" },
        "secretRecoveryDays: 6: Secrets Manager takes 7 to 30 days, or 0 to delete at once; set it to 7 to 30",
    ],
    [{ readerConnectionLimit: "0" }, `readerConnectionLimit: 0: ${integer(1, 5000)}`],
    // 390 of 405 connections of a db.t3.medium are for logins: 2 x (140 + 50 + 5).
    [{ applicationConnectionLimit: "140" }],
    [
        { applicationConnectionLimit: "141" },
        "instanceClass: db.t3.medium: has room for 390 connections of logins, which may have 392 (two logins " +
            "each); choose a larger instanceClass or lower migrationConnectionLimit, applicationConnectionLimit, " +
            "readerConnectionLimit",
    ],
    [{ accessReservedConcurrency: "2" }],
    [
        { accessReservedConcurrency: "1" },
        "accessReservedConcurrency: 1: while the scheduled roll-up runs, Lambda would refuse the health check and every " +
            "other call; reserve 2 or more, or set rollUpMinutes to 0",
    ],
    [{ accessReservedConcurrency: "1", rollUpMinutes: "0" }],
    [{ rollUpMinutes: "60" }],
    [{ rollUpMinutes: "61" }, `rollUpMinutes: 61: ${integer(0, 60)}`],
    [{ rollUpMinutes: "-1" }, `rollUpMinutes: -1: ${integer(0, 60)}`],
    [{ eventRetentionDays: "60" }],
    [
        { eventRetentionDays: "59" },
        "eventRetentionDays: 59: is too short for an experiment's questions; set it to 60 or more, or to 0 to keep all events",
    ],
    [{ eventRetentionDays: "3651" }, `eventRetentionDays: 3651: ${integer(0, 3650)}`],
    [{ accessReservedConcurrency: "5" }],
    [
        { accessReservedConcurrency: "6" },
        "migrationConnectionLimit: 5: 6 access functions at once (accessReservedConcurrency) may need 6; " +
            "set it to 6 or more, or reserve less",
    ],
    [{ accessReservedConcurrency: "24", migrationConnectionLimit: "24" }],
    [
        { accessReservedConcurrency: "25", migrationConnectionLimit: "25" },
        "readerConnectionLimit: 50: 25 access functions at once (accessReservedConcurrency) may need 51; " +
            "set it to 51 or more, or reserve less",
    ],
    [{ accessReservedConcurrency: "5", applicationConnectionLimit: "4" }],
    [
        { accessReservedConcurrency: "5", applicationConnectionLimit: "4", accessMode: "readWrite" },
        "applicationConnectionLimit: 4: 5 access functions at once (accessReservedConcurrency) may need 6; " +
            "set it to 6 or more, or reserve less",
    ],
    [{ accessReservedConcurrency: "-1" }, `accessReservedConcurrency: -1: ${integer(0, 1000)}`],
    [{ accessMode: "write" }, "accessMode: write: must be readOnly or readWrite"],
    [{ accessTimeoutSeconds: "900" }],
    [{ accessTimeoutSeconds: "4" }, `accessTimeoutSeconds: 4: ${integer(5, 900)}`],
    [{ accessMemoryMb: "10240" }],
    [{ accessMemoryMb: "128" }, `accessMemoryMb: 128: ${integer(256, 10_240)}`],
    [{ rotationTimeoutSeconds: "9" }, `rotationTimeoutSeconds: 9: ${integer(10, 900)}`],
    [{ rotationMemoryMb: "255" }, `rotationMemoryMb: 255: ${integer(256, 10_240)}`],
]);
