import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { dashboardProblems } from "../components/monitoring/dashboardProblems";
import { sourceOf } from "../components/monitoring/insightsQuery";
import { isPublished, type Metric } from "../components/monitoring/publishedMetrics";
import { alarmsOf, dashboardWidgets, graphMetrics, graphTexts } from "./monitoringParts";
import { ofKind, one, output } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

/** The largest cluster. */
const largest = { stack: "prod", config: projectKeys({ instances: "16", identifier: "a".repeat(40) }) };

const runs: readonly [what: string, options: typeof largest | { stack: string }, identifier: string][] = [
    ...stacks.map((stack): [string, { stack: string }, string] => [stack, { stack }, `experimentation-${stack}`]),
    ["a prod of 16 instances", largest, "a".repeat(40)],
];

const own = [
    "AuthenticationFailures",
    "FatalErrors",
    "Healthy",
    "PasswordAgeDays",
    "RolledUp",
    "UnknownPasswordAges",
    "WriterReachable",
];

/** Whether a metric is AWS's and about something of this stack, or one of the stack's own, which have no dimensions. */
function exists({ namespace, name, dimensions }: Metric, run: ProgramRun, identifier: string): boolean {
    if (namespace === `experimentation-database/${identifier}`) {
        return own.includes(name) && Object.keys(dimensions).length === 0;
    }
    const known = [
        identifier,
        ...ofKind(run, "ClusterInstance").map(({ inputs }) => inputs.identifier),
        ...ofKind(run, "EventRule").map(({ inputs }) => inputs.name),
        ...ofKind(run, "Function").map(({ inputs }) => inputs.name),
        "READER",
        "WRITER",
    ];
    return (
        isPublished({ namespace, name, dimensions }) && Object.values(dimensions).every((each) => known.includes(each))
    );
}

for (const [what, options, identifier] of runs) {
    describe(`the dashboard of ${what}`, () => {
        it("is valid for CloudWatch", async () => {
            const { dashboardBody, ...others } = one(await wholeProgram(options), "Dashboard").inputs;

            const problems = dashboardProblems(String(dashboardBody));

            assert.deepEqual(problems, []);
            assert.deepEqual(others, { dashboardName: identifier });
        });

        it("has five sections, one below the other", async () => {
            const widgets = dashboardWidgets(await wholeProgram(options));

            const headings = widgets
                .filter(({ type }) => type === "text")
                .map(({ y, properties }) => [y, toRecord(properties).markdown]);

            assert.deepEqual(headings, [
                [0, "## Is it up?"],
                [7, "## Is it fast?"],
                [20, "## Is it full?"],
                [33, "## Who uses it?"],
                [46, "## What changed?"],
            ]);
            assert.equal(widgets.length, options.stack === "dev" ? 32 : 33);
        });

        it("and the alarms use only metrics that AWS or the program publishes", async () => {
            const run = await wholeProgram(options);

            const metrics = [...graphMetrics(run), ...alarmsOf(run, identifier).map(({ metric }) => metric)];

            assert.ok(metrics.length > 40);
            assert.deepEqual(
                metrics.filter((metric) => !exists(metric, run, identifier)),
                [],
            );
        });

        it("shows every alarm, the composite one first, and draws the thresholds of alarms", async () => {
            const run = await wholeProgram(options);
            const widgets = dashboardWidgets(run).map(({ properties }) => toRecord(properties));

            const shown = widgets.flatMap(({ alarms }) => (Array.isArray(alarms) ? alarms.map(String) : []));
            const drawn = widgets.flatMap(({ title, annotations }) => {
                const { horizontal } = toRecord(annotations);
                return Array.isArray(horizontal) ? [[title, ...horizontal.map((each) => toRecord(each).value)]] : [];
            });

            const arns = ofKind(run, "MetricAlarm").map((alarm) => output(alarm, "arn"));
            assert.equal(shown[0], output(one(run, "CompositeAlarm"), "arn"));
            assert.deepEqual(shown.slice(1).sort(), arns.sort());
            const threshold = (key: string) => alarmsOf(run, identifier).find((alarm) => alarm.key === key)?.threshold;
            const lag = ofKind(run, "ClusterInstance").length > 1;
            assert.deepEqual(drawn, [
                ["Commit latency, ms", threshold("commit-latency")],
                ["Storage latency, s", threshold("read-latency")],
                ["Processors, %", threshold("cpu-0")],
                ...(lag ? [["Readers behind the writer, ms", threshold("replica-lag")]] : []),
                ["Connections", threshold("connections-0")],
                ["Free memory, bytes", threshold("memory-0")],
                ["Free local storage, bytes", threshold("local-storage-0")],
                ["Used transaction ids", threshold("transaction-ids")],
                ["Age of the oldest password, days", threshold("rotation-overdue")],
            ]);
        });

        it("queries only log groups of the stack", async () => {
            const run = await wholeProgram(options);

            const sources = dashboardWidgets(run)
                .filter(({ type }) => type === "log")
                .map(({ properties }) => sourceOf(String(toRecord(properties).query)));

            const postgresql = `/aws/rds/cluster/${identifier}/postgresql`;
            assert.deepEqual(sources, [postgresql, postgresql, `/aws/lambda/${identifier}-access`, postgresql]);
            const groups = ofKind(run, "LogGroup").map(({ inputs }) => inputs.name);
            assert.deepEqual(
                sources.filter((source) => !groups.includes(source)),
                [],
            );
        });
    });
}

describe("the graphs of a stack with a reader", () => {
    it("show these metrics", async () => {
        const run = await wholeProgram({ stack: "staging" });

        const graphs = graphTexts(run);

        const identifier = "experimentation-staging";
        const cluster = `DBClusterIdentifier ${identifier}`;
        const instances = (metric: string, statistic: string) =>
            [0, 1].map((index) => `${metric} DBInstanceIdentifier ${identifier}-${index} ${statistic}`);
        const functions = (metric: string, statistic: string) =>
            ["access", "rotation"].map((name) => `${metric} FunctionName ${identifier}-${name} ${statistic}`);
        assert.deepEqual(graphs, [
            ["Health check and roll-up (1 is good)", "Healthy Minimum", "WriterReachable Maximum", "RolledUp Maximum"],
            ["Errors of the functions", ...functions("Errors", "Sum")],
            ["Commit latency, ms", `CommitLatency ${cluster} Role WRITER Average`],
            [
                "Storage latency, s",
                `ReadLatency ${cluster} Role WRITER Average`,
                `WriteLatency ${cluster} Role WRITER Average`,
            ],
            ["Processors, %", ...instances("CPUUtilization", "Average")],
            ["Load, active sessions", ...instances("DBLoad", "Average")],
            ["Readers behind the writer, ms", `AuroraReplicaLag ${cluster} Role READER Maximum`],
            ["Deadlocks a second", `Deadlocks ${cluster} Role WRITER Average`],
            ["Pages found in memory, %", ...instances("BufferCacheHitRatio", "Average")],
            ["Duration of the functions, ms", ...functions("Duration", "Maximum")],
            ["Connections", ...instances("DatabaseConnections", "Maximum")],
            ["Free memory, bytes", ...instances("FreeableMemory", "Minimum")],
            ["Free local storage, bytes", ...instances("FreeLocalStorage", "Minimum")],
            ["Volume, bytes", `VolumeBytesUsed ${cluster} Average`],
            ["Used transaction ids", `MaximumUsedTransactionIDs ${cluster} Role WRITER Maximum`],
            ["Swap, bytes", ...instances("SwapUsage", "Maximum")],
            ["Age of the oldest password, days", "PasswordAgeDays Maximum"],
            ["Refused invocations", ...functions("Throttles", "Sum")],
            ["Commits a second", ...instances("CommitThroughput", "Average")],
            [
                "Reads and writes of the volume, in five minutes",
                `VolumeReadIOPs ${cluster} Average in 300 s`,
                `VolumeWriteIOPs ${cluster} Average in 300 s`,
            ],
            ["Invocations of the functions", ...functions("Invocations", "Sum")],
            ["Refused log-ins and fatal errors", "AuthenticationFailures Sum", "FatalErrors Sum"],
            ["Seconds since each instance started", ...instances("EngineUptime", "Maximum")],
        ]);
    });
});
