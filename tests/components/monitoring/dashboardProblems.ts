import { toRecord } from "../../../offline/toRecord";
import { metricProperties, region } from "./metricWidget";
import { all, type Check, integer, listOf, oneOf, record, rule, text, textLike } from "./schema";

const alarmArn = textLike(/^arn:aws[a-z-]*:cloudwatch:[a-z0-9-]+:\d{12}:alarm:.+$/, "is no alarm's ARN");

/** The properties of each type of widget. `explorer` is not supported. */
const properties: Readonly<Record<string, Check>> = {
    text: record({ required: { markdown: text }, optional: { background: oneOf("solid", "transparent") } }),
    metric: metricProperties,
    log: record({
        required: {
            region,
            query: textLike(/^SOURCE '[^']+'( \| SOURCE '[^']+')* \| \S/, "does not begin with SOURCE 'a log group' |"),
        },
        optional: { accountId: text, title: text, view: oneOf("table", "timeSeries", "bar", "pie") },
    }),
    alarm: record({
        required: { alarms: listOf(1, 100, alarmArn) },
        optional: {
            sortBy: oneOf("default", "stateUpdatedTimestamp", "timestamp"),
            states: listOf(0, 3, oneOf("ALARM", "INSUFFICIENT_DATA", "OK")),
            title: text,
        },
    }),
};

const widget: Check = (value, place) => {
    const { type, x, y, width = 6 } = toRecord(value);
    const known = properties[String(type)] ?? rule(() => false, "are of no known type");
    return [
        ...record({
            required: { type: oneOf(...Object.keys(properties)), properties: known },
            optional: { x: integer(0, 23), y: integer(0), width: integer(1, 24), height: integer(1, 1000) },
        })(value, place),
        ...rule(() => (x === undefined) === (y === undefined), "has only one of x and y")(value, place),
        ...rule(() => x === undefined || Number(x) + Number(width) <= 24, "is wider than the grid")(value, place),
    ];
};

/** CloudWatch puts a widget without a position into the next free one. */
const apart: Check = (value, place) => {
    const placed = (Array.isArray(value) ? value.map(toRecord) : []).filter(({ x }) => x !== undefined);
    return placed.flatMap((one, index) =>
        placed.slice(index + 1).some((other) => overlap(one, other)) ? [`${place}: two overlap`] : [],
    );
};

function overlap(one: Record<string, unknown>, other: Record<string, unknown>): boolean {
    const meet = (from: string, size: string) =>
        Number(one[from]) < Number(other[from]) + Number(other[size] ?? 6) &&
        Number(other[from]) < Number(one[from]) + Number(one[size] ?? 6);
    return meet("x", "width") && meet("y", "height");
}

const body = record({
    required: { widgets: all(listOf(0, 500, widget), apart) },
    optional: { start: textLike(/^-P|^\d{4}-/, "is no start"), end: text, periodOverride: oneOf("auto", "inherit") },
});

/**
 * Lists the problems of a dashboard's body: none if CloudWatch accepts it. Also reports overlapping widgets, which
 * CloudWatch would move.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html
 */
export function dashboardProblems(dashboardBody: string): string[] {
    return body(JSON.parse(dashboardBody), "body");
}
