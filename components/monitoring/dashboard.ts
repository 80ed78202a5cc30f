import type { WatchedDatabase } from "./databaseAlarms";
import { dashboardBody, graph, logTable, type GraphLine, type Section, type Widget } from "./widgets";

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
    const part = new Part(content);
    return dashboardBody([isItUp(part), isItFast(part), isItFull(part), whoUsesIt(part), whatChanged(part)]);
}

function isItUp(part: Part): Section {
    const { content } = part;
    return {
        question: "Is it up?",
        widgets: [
            { type: "alarm", width: 12, properties: { title: "Alarms", alarms: content.alarmArns } },
            part.graph(6, "Health check (1 is healthy)", [
                part.own("Healthy", "Minimum"),
                part.own("WriterReachable", "Maximum"),
            ]),
            part.graph(6, "Errors of the functions", part.functions("Errors", "Sum")),
        ],
    };
}

function isItFast(part: Part): Section {
    return {
        question: "Is it fast?",
        widgets: [
            part.graph(6, "Commit latency, ms", [part.role("WRITER", "CommitLatency", "Average")], "commit-latency"),
            part.graph(
                6,
                "Storage latency, s",
                [part.role("WRITER", "ReadLatency", "Average"), part.role("WRITER", "WriteLatency", "Average")],
                "read-latency",
            ),
            part.graph(6, "Processors, %", part.instances("CPUUtilization", "Average"), "cpu-0"),
            part.graph(6, "Load, active sessions", part.instances("DBLoad", "Average")),
            ...(part.content.database.instances > 1 ? [replicaLag(part)] : []),
            part.graph(6, "Deadlocks a second", [part.role("WRITER", "Deadlocks", "Average")]),
            part.graph(6, "Pages found in memory, %", part.instances("BufferCacheHitRatio", "Average")),
            part.graph(6, "Duration of the functions, ms", part.functions("Duration", "Maximum")),
        ],
    };
}

function replicaLag(part: Part): Widget {
    const lines = [part.role("READER", "AuroraReplicaLag", "Maximum")];
    return part.graph(6, "Readers behind the writer, ms", lines, "replica-lag");
}

function isItFull(part: Part): Section {
    return {
        question: "Is it full?",
        widgets: [
            part.graph(6, "Connections", part.instances("DatabaseConnections", "Maximum"), "connections-0"),
            part.graph(6, "Free memory, bytes", part.instances("FreeableMemory", "Minimum"), "memory-0"),
            part.graph(
                6,
                "Free local storage, bytes",
                part.instances("FreeLocalStorage", "Minimum"),
                "local-storage-0",
            ),
            part.graph(6, "Volume, bytes", [part.cluster("VolumeBytesUsed", "Average")]),
            part.graph(
                6,
                "Used transaction ids",
                [part.role("WRITER", "MaximumUsedTransactionIDs", "Maximum")],
                "transaction-ids",
            ),
            part.graph(6, "Swap, bytes", part.instances("SwapUsage", "Maximum")),
            part.graph(
                6,
                "Age of the oldest password, days",
                [part.own("PasswordAgeDays", "Maximum")],
                "rotation-overdue",
            ),
            part.graph(6, "Refused invocations", part.functions("Throttles", "Sum")),
        ],
    };
}

function whoUsesIt(part: Part): Section {
    const { postgresql } = part.content.logGroups;
    return {
        question: "Who uses it?",
        widgets: [
            part.graph(6, "Commits a second", part.instances("CommitThroughput", "Average")),
            part.graph(6, "Reads and writes of the volume, in five minutes", [
                { ...part.cluster("VolumeReadIOPs", "Average"), periodSeconds: 300 },
                { ...part.cluster("VolumeWriteIOPs", "Average"), periodSeconds: 300 },
            ]),
            part.graph(6, "Invocations of the functions", part.functions("Invocations", "Sum")),
            part.graph(6, "Refused log-ins and fatal errors", [
                part.own("AuthenticationFailures", "Sum"),
                part.own("FatalErrors", "Sum"),
            ]),
            part.logTable(
                12,
                "Log-ins by user",
                postgresql,
                "filter @message like /connection authorized: user=/ | parse @message /user=(?<login>\\S+)/ | stats count() as logins by login | sort logins desc",
            ),
            part.logTable(
                12,
                "Slow statements",
                postgresql,
                "filter @message like /LOG:  duration: / | parse @message /duration: (?<ms>[0-9.]+) ms/ | sort ms desc | display @timestamp, ms, @message | limit 20",
            ),
        ],
    };
}

function whatChanged(part: Part): Section {
    const { postgresql, access } = part.content.logGroups;
    return {
        question: "What changed?",
        widgets: [
            part.graph(12, "Seconds since each instance started", part.instances("EngineUptime", "Maximum")),
            part.logTable(
                12,
                "Changes of the schema by the access function",
                access,
                'filter action = "createSchema" | display @timestamp, requestId, ok, code, outcome | sort @timestamp desc | limit 20',
            ),
            part.logTable(
                24,
                "Statements that define data",
                postgresql,
                "filter @message like /:LOG:  (statement|execute [^:]+): / | display @timestamp, @message | sort @timestamp desc | limit 50",
            ),
        ],
    };
}

/** Creates the widgets of one stack. */
class Part {
    constructor(readonly content: DashboardContent) {}

    /** @param alarm the last part of an alarm's name; the graph shows its threshold. */
    graph(width: number, title: string, lines: readonly GraphLine[], alarm?: string): Widget {
        const threshold = alarm === undefined ? undefined : this.content.thresholds.get(alarm);
        const { region } = this.content;
        return graph({ width, title, region, lines, ...(threshold === undefined ? {} : { threshold }) });
    }

    logTable(width: number, title: string, logGroup: string, query: string): Widget {
        return logTable(title, width, this.content.region, logGroup, query);
    }

    instances(metric: string, statistic: GraphLine["statistic"]): GraphLine[] {
        const { identifier, instances } = this.content.database;
        return Array.from({ length: instances }, (_, index) => ({
            metric: ["AWS/RDS", metric, "DBInstanceIdentifier", `${identifier}-${index}`],
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
