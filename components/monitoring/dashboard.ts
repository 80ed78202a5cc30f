import { instanceName } from "../shared/physicalNames";
import type { WatchedDatabase } from "./databaseAlarms";
import { dashboardBody, graph, type GraphLine, logTable, type Section, type Widget } from "./widgets";

/** The arguments of a stack's dashboard. */
export interface DashboardContent {
    readonly database: WatchedDatabase;
    readonly region: string;
    /** The ARNs of the alarms, with the composite alarm first. */
    readonly alarmArns: readonly string[];
    /** The thresholds, by the last part of the alarm's name. */
    readonly thresholds: ReadonlyMap<string, number>;
    /** The namespace of the metrics of health check and log. */
    readonly namespace: string;
    readonly functionNames: { readonly access: string; readonly rotation: string };
    /** The names of PostgreSQL's and the access function's log groups. */
    readonly logGroups: { readonly postgresql: string; readonly access: string };
}

/** The body of the dashboard, in the order of an on-call engineer's questions. */
export function databaseDashboard(content: DashboardContent): string {
    const metrics = new MetricFactory(content);
    return dashboardBody([
        isItUp(metrics),
        isItFast(metrics),
        isItFull(metrics),
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
            metrics.graph(6, "Health check (1 is healthy)", [
                metrics.own("Healthy", "Minimum"),
                metrics.own("WriterReachable", "Maximum"),
            ]),
            metrics.graph(6, "Errors of the functions", metrics.functions("Errors", "Sum")),
        ],
    };
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
            metrics.graph(6, "Processors, %", metrics.instances("CPUUtilization", "Average"), "cpu-0"),
            metrics.graph(6, "Load, active sessions", metrics.instances("DBLoad", "Average")),
            ...(metrics.content.database.instances > 1 ? [replicaLag(metrics)] : []),
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

function isItFull(metrics: MetricFactory): Section {
    return {
        question: "Is it full?",
        widgets: [
            metrics.graph(6, "Connections", metrics.instances("DatabaseConnections", "Maximum"), "connections-0"),
            metrics.graph(6, "Free memory, bytes", metrics.instances("FreeableMemory", "Minimum"), "memory-0"),
            metrics.graph(
                6,
                "Free local storage, bytes",
                metrics.instances("FreeLocalStorage", "Minimum"),
                "local-storage-0",
            ),
            metrics.graph(6, "Volume, bytes", [metrics.cluster("VolumeBytesUsed", "Average")]),
            metrics.graph(
                6,
                "Used transaction ids",
                [metrics.role("WRITER", "MaximumUsedTransactionIDs", "Maximum")],
                "transaction-ids",
            ),
            metrics.graph(6, "Swap, bytes", metrics.instances("SwapUsage", "Maximum")),
            metrics.graph(
                6,
                "Age of the oldest password, days",
                [metrics.own("PasswordAgeDays", "Maximum")],
                "rotation-overdue",
            ),
            metrics.graph(6, "Refused invocations", metrics.functions("Throttles", "Sum")),
        ],
    };
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

/** Creates the widgets of one stack. */
class MetricFactory {
    constructor(readonly content: DashboardContent) {}

    /** @param alarm the last part of an alarm's name; the graph shows its threshold. */
    graph(width: number, title: string, lines: readonly GraphLine[], alarm?: string): Widget {
        const threshold = alarm === undefined ? undefined : this.content.thresholds.get(alarm);
        const { region } = this.content;
        return graph({ width, title, region, lines, threshold });
    }

    logTable(width: number, title: string, logGroup: string, query: string): Widget {
        return logTable(title, width, this.content.region, logGroup, query);
    }

    instances(metric: string, statistic: GraphLine["statistic"]): GraphLine[] {
        const { identifier, instances } = this.content.database;
        return Array.from({ length: instances }, (_, index) => ({
            metric: ["AWS/RDS", metric, "DBInstanceIdentifier", instanceName(identifier, index)],
            statistic,
        }));
    }

    cluster(metric: string, statistic: GraphLine["statistic"]): GraphLine {
        return { metric: ["AWS/RDS", metric, "DBClusterIdentifier", this.content.database.identifier], statistic };
    }

    role(role: "READER" | "WRITER", metric: string, statistic: GraphLine["statistic"]): GraphLine {
        const { identifier } = this.content.database;
        return { metric: ["AWS/RDS", metric, "DBClusterIdentifier", identifier, "Role", role], statistic };
    }

    functions(metric: string, statistic: GraphLine["statistic"]): GraphLine[] {
        return Object.values(this.content.functionNames).map((name) => ({
            metric: ["AWS/Lambda", metric, "FunctionName", name],
            statistic,
        }));
    }

    /** A metric in the stack's namespace. */
    own(metric: string, statistic: GraphLine["statistic"]): GraphLine {
        return { metric: [this.content.namespace, metric], statistic };
    }
}
