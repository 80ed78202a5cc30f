import { toRecord } from "../../../offline/toRecord";
import { all, type Check, flag, float, listOf, oneOf, record, rule, text, textLike } from "./schema";

/** For instance `us-east-1`. */
export const region = textLike(/^[a-z]{2}(-[a-z]+)+-\d$/, "is no region");

const statistic = textLike(/^(SampleCount|Average|Sum|Minimum|Maximum|p\d{1,2}(\.\d+)?)$/, "is no statistic");
const period = rule(
    (value) => Number.isInteger(value) && Number(value) > 0 && Number(value) % 60 === 0,
    "is no multiple of 60",
);
const colour = textLike(/^#[0-9a-f]{6}$/i, "is no colour");
const side = oneOf("left", "right");

const rendering = record({
    optional: {
        accountId: text,
        color: colour,
        id: textLike(/^[a-z]\w*$/, "begins with no lower-case letter"),
        label: text,
        period,
        region: text,
        stat: statistic,
        visible: flag,
        yAxis: side,
    },
});
const expression = record({ required: { expression: text }, optional: { label: text, id: text } });

/** `[namespace, name, dimension, value, …, rendering]` or `[expression]`. `.` repeats what the line above has. */
const metric: Check = (value, place) => {
    const parts: unknown[] = Array.isArray(value) ? value : [];
    const names = parts.filter((part) => typeof part === "string");
    const others = parts.slice(names.length);
    if (names.length === 0) {
        return parts.length === 1
            ? expression(parts[0], `${place}[0]`)
            : [`${place}: is neither metric nor expression`];
    }
    return [
        ...rule(() => names.length >= 2, "has no namespace and name")(parts, place),
        ...rule(() => names.length % 2 === 0, "has a dimension without a value")(parts, place),
        ...rule(() => names.length <= 2 + 2 * 30, "has more than 30 dimensions")(parts, place),
        ...rule(() => names.every((name) => name !== ""), "has an empty part")(parts, place),
        ...rule(() => others.length <= 1, "has more than one object behind its names")(parts, place),
        ...others.slice(0, 1).flatMap((other) => rendering(other, `${place}[${names.length}]`)),
    ];
};

const firstIsWhole = rule(
    (value) => !Array.isArray(value) || !Array.isArray(value[0]) || !value[0].includes("."),
    "repeats a line that is not there",
);

const line = { optional: { label: text, color: colour, visible: flag } };
const single = (value: Check, fills: readonly string[], others: Readonly<Record<string, Check>>) =>
    record({ required: { value }, optional: { ...line.optional, fill: oneOf(...fills, "none"), ...others } });
const moment = textLike(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/, "is no time as ISO 8601 has it");

const annotations = all(
    record({
        optional: {
            alarms: listOf(0, 1, textLike(/^arn:/, "is no ARN")),
            horizontal: listOf(1, 100, single(float, ["above", "below"], { yAxis: side })),
            vertical: listOf(1, 100, single(moment, ["before", "after"], {})),
        },
    }),
    rule((value) => {
        const { alarms, horizontal, vertical } = toRecord(value);
        return alarms === undefined || (horizontal === undefined && vertical === undefined);
    }, "has an alarm beside other annotations"),
);

const axis = record({ optional: { label: text, min: float, max: float, showUnits: flag } });

/**
 * The properties of a widget of type `metric`. Bands, which are pairs of annotations, and tables are not known here.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/CloudWatch-Dashboard-Body-Structure.html#CloudWatch-Dashboard-Properties-Metric-Widget-Object
 */
export const metricProperties = all(
    record({
        required: { region },
        optional: {
            accountId: text,
            annotations,
            legend: record({ required: { position: oneOf("right", "bottom", "hidden") } }),
            liveData: flag,
            metrics: all(listOf(0, 500, metric), firstIsWhole),
            period,
            sparkline: flag,
            stacked: flag,
            stat: statistic,
            timezone: textLike(/^[+-]\d{4}$/, "is no time zone"),
            title: text,
            view: oneOf("timeSeries", "singleValue", "gauge", "bar", "pie"),
            yAxis: record({ optional: { left: axis, right: axis } }),
        },
    }),
    rule((value) => {
        const { metrics, annotations: notes } = toRecord(value);
        return (metrics === undefined) === (toRecord(notes).alarms !== undefined);
    }, "needs either metrics or an alarm"),
    rule((value) => {
        const { view, yAxis } = toRecord(value);
        const { min, max } = toRecord(toRecord(yAxis).left);
        return view !== "gauge" || (min !== undefined && max !== undefined);
    }, "is a gauge without min and max"),
);
