import assert from "node:assert/strict";
import { alarmsOf } from "./monitoringParts";
import { one, output, tags } from "./resources";
import { type Stack, wholeProgram } from "./runs";

type Row = [key: string, metric: string, condition: string, missing: string, tells: "key topic" | "nobody" | "topic"];

const sustained = "in 3 x 300 s";

function instanceRows(identifier: string, index: number, bounds: Readonly<Record<string, number>>): Row[] {
    const metric = (name: string) => `AWS/RDS ${name} DBInstanceIdentifier=${identifier}-${index}`;
    const { memory = 0, connections = 0, localStorage = 0 } = bounds;
    return [
        [`cpu-${index}`, metric("CPUUtilization"), `Average > 80 ${sustained}`, "missing", "topic"],
        [`memory-${index}`, metric("FreeableMemory"), `Minimum < ${memory} ${sustained}`, "missing", "topic"],
        [
            `connections-${index}`,
            metric("DatabaseConnections"),
            `Maximum > ${connections} ${sustained}`,
            "missing",
            "topic",
        ],
        [
            `local-storage-${index}`,
            metric("FreeLocalStorage"),
            `Minimum < ${localStorage} ${sustained}`,
            "missing",
            "topic",
        ],
    ];
}

function commonRows(identifier: string): Row[] {
    const cluster = `DBClusterIdentifier=${identifier}`;
    const writer = `${cluster} Role=WRITER`;
    const own = `experimentation-database/${identifier}`;
    const ofFunction = (name: string, metric: string) => `AWS/Lambda ${metric} FunctionName=${identifier}-${name}`;
    return [
        ["writer-silent", `AWS/RDS CPUUtilization ${writer}`, "SampleCount < 1 in 5 x 60 s", "breaching", "nobody"],
        ["commit-latency", `AWS/RDS CommitLatency ${writer}`, `Average > 50 ${sustained}`, "missing", "topic"],
        ["read-latency", `AWS/RDS ReadLatency ${writer}`, `Average > 0.05 ${sustained}`, "missing", "topic"],
        ["deadlocks", `AWS/RDS Deadlocks ${writer}`, "Average * 60 >= 1 in 1 x 300 s", "notBreaching", "topic"],
        [
            "transaction-ids",
            `AWS/RDS MaximumUsedTransactionIDs ${writer}`,
            "Maximum > 1000000000 in 1 x 3600 s",
            "missing",
            "topic",
        ],
        [
            "volume-growth",
            `AWS/RDS VolumeBytesUsed ${cluster}`,
            "RATE(Average) * 86400 / 1073741824 > 50 in 1 x 21600 s",
            "missing",
            "topic",
        ],
        ...["access", "rotation"].flatMap((name): Row[] => [
            [`${name}-errors`, ofFunction(name, "Errors"), "Sum >= 1 in 1 x 300 s", "notBreaching", "topic"],
            [`${name}-throttles`, ofFunction(name, "Throttles"), "Sum >= 1 in 1 x 300 s", "notBreaching", "topic"],
            [`${name}-duration`, ofFunction(name, "Duration"), "Maximum > 48000 in 1 x 300 s", "notBreaching", "topic"],
        ]),
        [
            "key",
            `AWS/Events TriggeredRules RuleName=${identifier}-key`,
            "Sum >= 1 in 1 x 60 s",
            "notBreaching",
            "key topic",
        ],
        ["writer-unreachable", `${own} WriterReachable`, "Maximum < 1 in 3 x 60 s", "missing", "nobody"],
        ["unhealthy", `${own} Healthy`, "Minimum < 1 in 3 x 60 s", "breaching", "topic"],
        ["rotation-overdue", `${own} PasswordAgeDays`, "Maximum > 32 in 1 x 3600 s", "ignore", "topic"],
        ["rotation-unknown", `${own} UnknownPasswordAges`, "Minimum >= 1 in 1 x 3600 s", "notBreaching", "topic"],
        ["authentication-failures", `${own} AuthenticationFailures`, "Sum >= 10 in 1 x 300 s", "notBreaching", "topic"],
        ["fatal-errors", `${own} FatalErrors`, "Sum >= 5 in 1 x 300 s", "notBreaching", "topic"],
    ];
}

/** 5 % of 4 GiB, 80 % of 405 connections, 20 % of 7.6 GiB. */
const medium = { memory: 214748365, connections: 324, localStorage: 1632087572 };
/** 5 % of 16 GiB, 80 % of 1,622 connections, 20 % of 30.4 GiB. */
const large = { memory: 858993459, connections: 1297, localStorage: 6528350290 };
const lag: Row = [
    "replica-lag",
    "AWS/RDS AuroraReplicaLag DBClusterIdentifier=experimentation-prod Role=READER",
    "Maximum > 1000 in 5 x 60 s",
    "missing",
    "topic",
];

const tables: Partial<Record<Stack, Row[]>> = {
    dev: [...instanceRows("experimentation-dev", 0, medium), ...commonRows("experimentation-dev")],
    prod: [
        ...[0, 1].flatMap((index) => instanceRows("experimentation-prod", index, large)),
        ...commonRows("experimentation-prod"),
        lag,
    ],
};

/** The runbook's section of each alarm, the number of an instance left out. */
const sections: Readonly<Record<string, string>> = {
    "commit-latency": "slow",
    "read-latency": "slow",
    "rotation-errors": "rotation-failed",
    "access-throttles": "function-throttles",
    "rotation-throttles": "function-throttles",
    "access-duration": "function-duration",
    "rotation-duration": "function-duration",
    key: "lost-key",
    unhealthy: "unavailable",
    "writer-silent": "unavailable",
    "writer-unreachable": "unavailable",
    "rotation-unknown": "rotation-overdue",
};

for (const stack of ["dev", "prod"] as const) {
    const identifier = `experimentation-${stack}`;

    describe(`the alarms of ${stack}`, () => {
        it("are these", async () => {
            const run = await wholeProgram({ stack });
            const topic = output(one(run, "Topic", "monitoring"), "arn");
            const keyTopic = output(one(run, "Topic", "monitoring-key"), "arn");

            const rows = alarmsOf(run, identifier).map(({ key, metric, condition, missing, tells }): unknown[] => {
                const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`);
                const words = [metric.namespace, metric.name, ...dimensions].join(" ");
                return [
                    key,
                    words,
                    condition,
                    missing,
                    tells.length === 0 ? "nobody" : tells.join().replace(topic, "topic").replace(keyTopic, "key topic"),
                ];
            });

            assert.deepEqual(
                rows,
                tables[stack]?.sort(([a], [b]) => a.localeCompare(b, "en")),
            );
        });

        it("say what they mean, and where to read what to do", async () => {
            const run = await wholeProgram({ stack });

            const wrong = alarmsOf(run, identifier).filter(({ key, description }) => {
                const plain = key.replace(/-\d+$/, "");
                return !new RegExp(`^[A-Z].*\\. Runbook: docs/runbook\\.md#${sections[plain] ?? plain}$`).test(
                    description.replace(/^experimentation/, "E"),
                );
            });

            assert.deepEqual(wrong, []);
        });

        it("end in one that wakes people", async () => {
            const run = await wholeProgram({ stack });
            const topic = output(one(run, "Topic", "monitoring"), "arn");

            const { inputs } = one(run, "CompositeAlarm");

            assert.deepEqual(inputs, {
                alarmName: `${identifier}-unavailable`,
                alarmDescription:
                    "The database is unavailable: there is no writer, or it cannot be reached. Runbook: docs/runbook.md#unavailable",
                alarmRule: `ALARM("${identifier}-writer-silent") OR ALARM("${identifier}-writer-unreachable")`,
                alarmActions: [topic],
                okActions: [topic],
                tags: tags(stack),
            });
        });
    });
}
