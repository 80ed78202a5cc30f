import type { RegisteredResource } from "../../../offline/registeredResource";
import { toRecord } from "../../../offline/toRecord";
import type { Charge, Cost, CostTable, Surroundings } from "../charge";
import { customMetricsFirstNamedBy } from "../customMetrics";
import { listInput, numberInput, refuse } from "../inputs";
import { type Price, prices } from "../prices";

/** Logs, metrics, alarms, the dashboard and notifications. */
export const monitoringCosts: CostTable = {
    "aws:cloudwatch/logGroup:LogGroup": logGroupCost,
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": (filter, surroundings) => ({
        charges: customMetrics(filter, surroundings),
        uses: [],
    }),
    "aws:cloudwatch/metricAlarm:MetricAlarm": alarmCost,
    "aws:cloudwatch/compositeAlarm:CompositeAlarm": () => ({
        charges: [charge("composite alarm", 1, prices.compositeAlarm)],
        uses: [],
    }),
    "aws:cloudwatch/dashboard:Dashboard": (dashboard, surroundings) => ({
        charges: [charge("dashboard", 1, prices.dashboard), ...customMetrics(dashboard, surroundings)],
        uses: [],
    }),
    "aws:sns/topic:Topic": () => ({
        charges: [],
        uses: [{ what: "notifications published", price: prices.topicRequests }],
    }),
    "aws:sns/topicSubscription:TopicSubscription": subscriptionCost,
};

function charge(item: string, quantity: number, price: Price): Charge {
    return { part: "monitoring", item, quantity, price };
}

/** The maximum cost of the custom metrics: a metric costs nothing in hours without a value. */
function customMetrics(resource: RegisteredResource, { resources }: Surroundings): Charge[] {
    const count = customMetricsFirstNamedBy(resource, resources);
    return count === 0 ? [] : [charge(`custom metrics (${count})`, count, prices.customMetric)];
}

function logGroupCost(logGroup: RegisteredResource, { resources }: Surroundings): Cost {
    const days = numberInput(logGroup, "retentionInDays");
    const isFlowLogs = resources.some(
        ({ type, inputs }) => type === "aws:ec2/flowLog:FlowLog" && inputs.logDestination === logGroup.outputs.arn,
    );
    return {
        charges: [],
        uses: [
            isFlowLogs
                ? { what: "flow logs written", price: prices.vendedLogs }
                : { what: "logs written", price: prices.logIngestion },
            {
                what: "logs kept",
                price: {
                    ...prices.logStorage,
                    usd: Math.round((prices.logStorage.usd * days * 12 * 1e4) / 365) / 1e4,
                    unit: `GB, kept for ${days} days`,
                },
            },
        ],
    };
}

/**
 * Each metric of an alarm is charged, but no expression. If the threshold is a band, its two edges are charged as
 * metrics.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_billing.html
 */
function alarmCost(alarm: RegisteredResource, surroundings: Surroundings): Cost {
    const single = alarm.inputs.metricName !== undefined;
    const queried = listInput(alarm, "metricQueries").map((query) => toRecord(toRecord(query).metric));
    const metrics = single ? [alarm.inputs] : queried.filter(({ metricName }) => metricName !== undefined);
    if (metrics.length === 0) {
        refuse(alarm, "metricQueries", "must name the metrics, so that they can be counted");
    }
    const quantity = metrics.length * (alarm.inputs.thresholdMetricId === undefined ? 1 : 3);
    const highResolution = metrics.some(({ period }) => Number(period) < 60);
    return {
        charges: [
            highResolution
                ? charge("high-resolution alarm", quantity, prices.alarmMetricHighResolution)
                : charge("alarm", quantity, prices.alarmMetric),
            ...customMetrics(alarm, surroundings),
        ],
        uses: [],
    };
}

function subscriptionCost(subscription: RegisteredResource): Cost {
    switch (subscription.inputs.protocol) {
        case "email":
            return { charges: [], uses: [{ what: "notifications by e-mail", price: prices.emails }] };
        case "https":
            return { charges: [], uses: [{ what: "notifications by https", price: prices.webhooks }] };
        default:
            return refuse(subscription, "protocol", "has no price; add it to tools/cost/resources/monitoring.ts");
    }
}
