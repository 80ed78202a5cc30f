import { deepEqual, throws } from "node:assert/strict";
import type { RegisteredResource } from "../../../../offline/registeredResource";
import { estimate } from "../../../../tools/cost/estimate";
import { idleMonth, resource } from "../samples";

type Row = [resource: string, item: string, quantity: number, usd: number, cents: number];

function rowsOf(...resources: RegisteredResource[]): Row[] {
    return estimate(resources, idleMonth).lines.map(({ resource: name, item, quantity, price, cents }) => [
        name,
        item,
        quantity,
        price.usd,
        cents,
    ]);
}

const alarmType = "aws:cloudwatch/metricAlarm:MetricAlarm";

describe("the price of an alarm", () => {
    const query = (id: string) => ({ id, metric: { namespace: "AWS/RDS", metricName: id, period: 60 } });
    const cases: [name: string, inputs: Readonly<Record<string, unknown>>, row: Row][] = [
        [
            "on one metric",
            { namespace: "AWS/RDS", metricName: "CPUUtilization", period: 60 },
            ["cpu", "alarm", 1, 0.1, 10],
        ],
        [
            "on an expression over two metrics",
            { metricQueries: [query("a"), query("b"), { id: "sum", expression: "a + b" }] },
            ["cpu", "alarm", 2, 0.1, 20],
        ],
        [
            "on a metric of less than a minute",
            { namespace: "AWS/RDS", metricName: "CPUUtilization", period: 10 },
            ["cpu", "high-resolution alarm", 1, 0.3, 30],
        ],
        [
            "on a band, which has two edges",
            { metricQueries: [query("a"), { id: "band", expression: "..." }], thresholdMetricId: "band" },
            ["cpu", "alarm", 3, 0.1, 30],
        ],
    ];
    for (const [name, inputs, row] of cases) {
        it(`counts each metric ${name}`, () => {
            const rows = rowsOf(resource(alarmType, "cpu", inputs));

            deepEqual(rows, [row]);
        });
    }

    it("is refused if the number of its metrics is unknown", () => {
        const alarm = resource(alarmType, "top", { metricQueries: [{ id: "q", expression: "SELECT MAX(x) FROM y" }] });

        const price = () => rowsOf(alarm);

        throws(price, /\(top\): metricQueries: .*: must name the metrics, so that they can be counted$/);
    });

    it("differs for a composite alarm", () => {
        const rows = rowsOf(resource("aws:cloudwatch/compositeAlarm:CompositeAlarm", "down"));

        deepEqual(rows, [["down", "composite alarm", 1, 0.5, 50]]);
    });
});

describe("the price of custom metrics", () => {
    const filter = (name: string, metric: string) =>
        resource("aws:cloudwatch/logMetricFilter:LogMetricFilter", name, {
            metricTransformation: { namespace: "own", name: metric },
        });

    it("is charged once for each metric", () => {
        const alarm = resource(alarmType, "fatal", { namespace: "own", metricName: "Fatal", period: 60 });

        const rows = rowsOf(
            alarm,
            filter("panics", "Fatal"),
            filter("fatal-errors", "Fatal"),
            filter("denied", "Denied"),
        );

        deepEqual(rows, [
            ["denied", "custom metrics (1)", 1, 0.3, 30],
            ["fatal-errors", "custom metrics (1)", 1, 0.3, 30],
            ["fatal", "alarm", 1, 0.1, 10],
        ]);
    });

    it("is charged for each combination of dimensions, but not for AWS's own metrics", () => {
        const metrics = [
            ["own", "Healthy", { stat: "Minimum" }],
            ["own", "Healthy", "Endpoint", "writer"],
            ["AWS/RDS", "CPUUtilization", "DBInstanceIdentifier", "one"],
            [{ expression: "m1 / 2" }],
        ];
        const dashboardBody = JSON.stringify({
            widgets: [{ type: "metric", properties: { metrics } }, { type: "text" }],
        });

        const rows = rowsOf(resource("aws:cloudwatch/dashboard:Dashboard", "all", { dashboardBody }));

        deepEqual(rows, [
            ["all", "dashboard", 1, 3, 300],
            ["all", "custom metrics (2)", 2, 0.3, 60],
        ]);
    });
});

describe("the price of logs and notifications", () => {
    const usesOf = (...resources: RegisteredResource[]) =>
        estimate(resources, idleMonth).uses.map(({ what, price, resources: count }) => [
            what,
            price.usd,
            price.unit,
            count,
        ]);
    const logGroup = (name: string, retentionInDays: number) =>
        resource("aws:cloudwatch/logGroup:LogGroup", name, { retentionInDays }, { arn: `arn:${name}` });

    it("is charged by the GB and by the retention, for flow logs as vended logs", () => {
        const flowLog = resource("aws:ec2/flowLog:FlowLog", "flows", {
            logDestinationType: "cloud-watch-logs",
            logDestination: "arn:flows",
        });

        const uses = usesOf(logGroup("access", 365), logGroup("flows", 365), flowLog);

        deepEqual(uses, [
            ["logs written", 0.5, "GB", 1],
            ["logs kept", 0.36, "GB, kept for 365 days", 2],
            ["flow logs written", 0.5, "GB", 1],
        ]);
    });

    it("is lower for a shorter retention", () => {
        const uses = usesOf(logGroup("access", 30));

        deepEqual(uses[1], ["logs kept", 0.0296, "GB, kept for 30 days", 1]);
    });

    it("is charged by message if a topic has subscribers", () => {
        const subscription = (protocol: string) =>
            resource("aws:sns/topicSubscription:TopicSubscription", protocol, { protocol });

        const uses = usesOf(resource("aws:sns/topic:Topic", "told"), subscription("email"), subscription("https"));

        deepEqual(uses, [
            ["notifications published", 0.5, "million requests", 1],
            ["notifications by e-mail", 2, "100,000 messages", 1],
            ["notifications by https", 0.06, "100,000 messages", 1],
        ]);
    });
});
