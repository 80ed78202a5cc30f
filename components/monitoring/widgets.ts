/** A widget without its position. */
export interface Widget {
    readonly type: "alarm" | "log" | "metric" | "text";
    /** In columns; the dashboard has 24. */
    readonly width: number;
    readonly properties: Readonly<Record<string, unknown>>;
}

/** One line of a graph: namespace, name, then each dimension's name and value. */
export interface GraphLine {
    readonly metric: readonly string[];
    readonly statistic: "Average" | "Maximum" | "Minimum" | "Sum";
    /** The period of the values, in seconds. @default 60 */
    readonly periodSeconds?: number;
    /** @default the label that CloudWatch generates */
    readonly label?: string;
}

/** A graph of metrics over time whose axis begins at zero. */
export interface Graph {
    readonly title: string;
    readonly width: number;
    readonly region: string;
    readonly lines: readonly GraphLine[];
    /** The thresholds of alarms, as horizontal lines. */
    readonly thresholds: ReadonlySet<number>;
}

/** @returns the graph as a widget with one value per minute. */
export function graph({ title, width, region, lines, thresholds }: Graph): Widget {
    return {
        type: "metric",
        width,
        properties: {
            title,
            region,
            view: "timeSeries",
            stacked: false,
            period: 60,
            yAxis: { left: { min: 0 } },
            metrics: lines.map(({ metric, statistic, periodSeconds, label }) => [
                ...metric,
                { stat: statistic, period: periodSeconds, label },
            ]),
            annotations:
                thresholds.size === 0
                    ? undefined
                    : { horizontal: [...thresholds].map((value) => ({ label: "Alarm", value })) },
        },
    };
}

/** A table of log events that CloudWatch Logs Insights finds. */
export function logTable(title: string, width: number, region: string, logGroup: string, query: string): Widget {
    return {
        type: "log",
        width,
        properties: { title, region, view: "table", query: `SOURCE '${logGroup}' | ${query}` },
    };
}

/** A section of the dashboard: a question, and the widgets that answer it. */
export interface Section {
    readonly question: string;
    readonly widgets: readonly Widget[];
}

const columns = 24;
const headingHeight = 1;
const widgetHeight = 6;

/**
 * The dashboard's body: the sections from top to bottom, each with a heading and its widgets from left to right.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardBody(sections: readonly Section[]): string {
    const widgets: object[] = [];
    let y = 0;
    for (const { question, widgets: answers } of sections) {
        widgets.push({
            ...{ type: "text", x: 0, y, width: columns, height: headingHeight },
            properties: { markdown: `## ${question}`, background: "transparent" },
        });
        y += headingHeight;
        let x = 0;
        for (const { type, width, properties } of answers) {
            if (x + width > columns) {
                x = 0;
                y += widgetHeight;
            }
            widgets.push({ type, x, y, width, height: widgetHeight, properties });
            x += width;
        }
        y += widgetHeight;
    }
    return JSON.stringify({ widgets });
}
