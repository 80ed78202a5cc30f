import { instanceName } from "../shared/physicalNames";
import type { WatchedDatabase } from "./monitoringArgs";
import { graph, type GraphLine, logTable, type Widget } from "./widgets";

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

/** Creates the widgets of one stack. */
export class MetricFactory {
    constructor(readonly content: DashboardContent) {}

    /** @param alarm the last part of an alarm's name, without an instance's number; the graph shows its thresholds. */
    graph(width: number, title: string, lines: readonly GraphLine[], alarm?: string): Widget {
        const { region, thresholds } = this.content;
        const ofAlarm = [...thresholds].filter(([key]) => key.replace(/-\d+$/, "") === alarm);
        return graph({ width, title, region, lines, thresholds: new Set(ofAlarm.map(([, threshold]) => threshold)) });
    }

    logTable(width: number, title: string, logGroup: string, query: string): Widget {
        return logTable(title, width, this.content.region, logGroup, query);
    }

    instances(metric: string, statistic: GraphLine["statistic"]): GraphLine[] {
        const { identifier, instances } = this.content.database;
        return instances.map((_, index) => ({
            metric: ["AWS/RDS", metric, "DBInstanceIdentifier", instanceName(identifier, index)],
            statistic,
        }));
    }

    /** @returns nothing in a cluster without serverless instances. */
    serverless(metric: string, statistic: GraphLine["statistic"]): GraphLine[] {
        const { instances } = this.content.database;
        return this.instances(metric, statistic).filter((_, index) => instances[index]?.isServerless);
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
