import { isHealthCheckScheduled } from "./healthCheck";
import { type DashboardContent, MetricFactory } from "./metricFactory";
import { dashboardBody, type GraphLine, type Section, type Widget } from "./widgets";

/** The body of the dashboard, in the order of an on-call engineer's questions. */
export function databaseDashboard(content: DashboardContent): string {
    const metrics = new MetricFactory(content);
    return dashboardBody([
        isItUp(metrics),
        isItFast(metrics),
        isItFull(metrics),
        ...(content.database.readerScaling === undefined ? [] : [areThereEnoughReaders(metrics)]),
        whoUsesIt(metrics),
        whatChanged(metrics),
    ]);
}

function isItUp(metrics: MetricFactory): Section {
    const { content } = metrics;
    return {
        question: "Is it up?",
        widgets: [
            { type: "alarm", width: 12, properties: { title: "Alarms", alarms: content.alarmArns } },
            ...scheduledActions(metrics),
            metrics.graph(6, "Errors of the functions", metrics.functions("Errors", "Sum")),
        ],
    };
}

/** What the scheduled actions report, as far as there are any. */
function scheduledActions(metrics: MetricFactory): Widget[] {
    const { database, thresholds } = metrics.content;
    const lines = [
        ...(isHealthCheckScheduled(database)
            ? [metrics.own("Healthy", "Minimum"), metrics.own("WriterReachable", "Maximum")]
            : []),
        ...(thresholds.has("roll-up") ? [metrics.own("RolledUp", "Maximum")] : []),
    ];
    return lines.length === 0 ? [] : [metrics.graph(6, "Health check and roll-up (1 is good)", lines)];
}

function isItFast(metrics: MetricFactory): Section {
    return {
        question: "Is it fast?",
        widgets: [
            metrics.graph(
                6,
                "Commit latency, ms",
                [metrics.role("WRITER", "CommitLatency", "Average")],
                "commit-latency",
            ),
            metrics.graph(
                6,
                "Storage latency, s",
                [metrics.role("WRITER", "ReadLatency", "Average"), metrics.role("WRITER", "WriteLatency", "Average")],
                "read-latency",
            ),
            metrics.graph(6, "Processors, %", metrics.instances("CPUUtilization", "Average"), "cpu"),
            metrics.graph(6, "Load, active sessions", metrics.instances("DBLoad", "Average")),
            ...(metrics.content.database.instances.length > 1 ? [replicaLag(metrics)] : []),
            metrics.graph(6, "Deadlocks a second", [metrics.role("WRITER", "Deadlocks", "Average")]),
            metrics.graph(6, "Pages found in memory, %", metrics.instances("BufferCacheHitRatio", "Average")),
            metrics.graph(6, "Duration of the functions, ms", metrics.functions("Duration", "Maximum")),
        ],
    };
}

function replicaLag(metrics: MetricFactory): Widget {
    const lines = [metrics.role("READER", "AuroraReplicaLag", "Maximum")];
    return metrics.graph(6, "Readers behind the writer, ms", lines, "replica-lag");
}

/** The capacity of the serverless instances. The CPU and the free memory of such an instance refer to its maximum. */
function capacityGraphs(metrics: MetricFactory): Widget[] {
    const units = metrics.serverless("ServerlessDatabaseCapacity", "Average");
    const percent = metrics.serverless("ACUUtilization", "Average");
    return units.length === 0
        ? []
        : [
              metrics.graph(6, "Capacity units", units, "full-capacity"),
              metrics.graph(6, "Used capacity, % of the maximum", percent, "capacity"),
          ];
}

function isItFull(metrics: MetricFactory): Section {
    return {
        question: "Is it full?",
        widgets: [
            ...capacityGraphs(metrics),
            metrics.graph(6, "Connections", metrics.instances("DatabaseConnections", "Maximum"), "connections"),
            metrics.graph(6, "Free memory, bytes", metrics.instances("FreeableMemory", "Minimum"), "memory"),
            metrics.graph(
                6,
                "Free local storage, bytes",
                metrics.instances("FreeLocalStorage", "Minimum"),
                "local-storage",
            ),
            metrics.graph(6, "Volume, bytes", [metrics.cluster("VolumeBytesUsed", "Average")]),
            metrics.graph(
                6,
                "Used transaction ids",
                [metrics.role("WRITER", "MaximumUsedTransactionIDs", "Maximum")],
                "transaction-ids",
            ),
            metrics.graph(6, "Swap, bytes", metrics.instances("SwapUsage", "Maximum")),
            ...(isHealthCheckScheduled(metrics.content.database) ? [passwordAge(metrics)] : []),
            metrics.graph(6, "Refused invocations", metrics.functions("Throttles", "Sum")),
        ],
    };
}

/** All readers together, because the program does not know the names of those that Aurora adds. */
function areThereEnoughReaders(metrics: MetricFactory): Section {
    const readers = (metric: string, ...statistics: readonly GraphLine["statistic"][]) =>
        statistics.map((statistic) => metrics.role("READER", metric, statistic));
    return {
        question: "Are there enough readers?",
        widgets: [
            metrics.graph(
                6,
                "Processors of all readers, %",
                readers("CPUUtilization", "Average", "Maximum"),
                "readers-cpu",
            ),
            metrics.graph(
                6,
                "Connections of all readers",
                readers("DatabaseConnections", "Average", "Maximum"),
                "readers-connections",
            ),
            metrics.graph(
                6,
                "Least free memory of a reader, bytes",
                readers("FreeableMemory", "Minimum"),
                "readers-memory",
            ),
            metrics.graph(
                6,
                "Least free local storage of a reader, bytes",
                readers("FreeLocalStorage", "Minimum"),
                "readers-local-storage",
            ),
        ],
    };
}

/** Only the scheduled health check reports it. */
function passwordAge(metrics: MetricFactory): Widget {
    const lines = [metrics.own("PasswordAgeDays", "Maximum")];
    return metrics.graph(6, "Age of the oldest password, days", lines, "rotation-overdue");
}

function whoUsesIt(metrics: MetricFactory): Section {
    const { postgresql } = metrics.content.logGroups;
    return {
        question: "Who uses it?",
        widgets: [
            metrics.graph(6, "Commits a second", metrics.instances("CommitThroughput", "Average")),
            metrics.graph(6, "Reads and writes of the volume, in five minutes", [
                { ...metrics.cluster("VolumeReadIOPs", "Average"), periodSeconds: 300 },
                { ...metrics.cluster("VolumeWriteIOPs", "Average"), periodSeconds: 300 },
            ]),
            metrics.graph(6, "Invocations of the functions", metrics.functions("Invocations", "Sum")),
            metrics.graph(6, "Refused log-ins and fatal errors", [
                metrics.own("AuthenticationFailures", "Sum"),
                metrics.own("FatalErrors", "Sum"),
            ]),
            metrics.logTable(
                12,
                "Log-ins by user",
                postgresql,
                "filter @message like /connection authorized: user=/ | parse @message /user=(?<login>\\S+)/ | stats count() as logins by login | sort logins desc",
            ),
            metrics.logTable(
                12,
                "Slow statements",
                postgresql,
                "filter @message like /LOG:  duration: / | parse @message /duration: (?<ms>[0-9.]+) ms/ | sort ms desc | display @timestamp, ms, @message | limit 20",
            ),
        ],
    };
}

function whatChanged(metrics: MetricFactory): Section {
    const { postgresql, access } = metrics.content.logGroups;
    return {
        question: "What changed?",
        widgets: [
            metrics.graph(12, "Seconds since each instance started", metrics.instances("EngineUptime", "Maximum")),
            metrics.logTable(
                12,
                "Changes of the schema by the access function",
                access,
                'filter action = "createSchema" | display @timestamp, requestId, ok, code, outcome | sort @timestamp desc | limit 20',
            ),
            metrics.logTable(
                24,
                "Statements that define data",
                postgresql,
                "filter @message like /:LOG:  (statement|execute [^:]+): / | display @timestamp, @message | sort @timestamp desc | limit 50",
            ),
        ],
    };
}
