/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/**
 * The violations of CloudWatch's embedded metric format in a log line; empty if CloudWatch accepts the line.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export function formatProblems(line: string): string[] {
    const root = parse(line);
    const metadata = object(root._aws);
    const directives = list(metadata.CloudWatchMetrics).map(object);
    return [
        ...rule(Buffer.byteLength(line) <= 1_000_000, "the line is larger than 1 MB"),
        ...rule(!line.includes("\n"), "there is more than one line"),
        ...rule(hasJust(metadata, ["Timestamp", "CloudWatchMetrics"]), "_aws holds other members"),
        ...rule(isMoment(metadata.Timestamp), "Timestamp is no time in milliseconds"),
        ...rule(directives.length > 0, "there is no directive"),
        ...directives.flatMap((directive) => directiveProblems(directive, root)),
    ];
}

/** The metrics of a health check that knows everything. */
export const allMetrics = ["Healthy", "WriterReachable", "PasswordAgeDays", "UnknownPasswordAges"];

/** The directive of a health check with these metrics. */
export function healthDirective(namespace: string, ...metrics: readonly string[]): Json {
    return {
        Namespace: namespace,
        Dimensions: [[]],
        Metrics: metrics.map((name) => ({ Name: name, Unit: "None" })),
    };
}

function directiveProblems(directive: Json, root: Json): string[] {
    const { Namespace: namespace } = directive;
    const sets = list(directive.Dimensions).map(list);
    const metrics = list(directive.Metrics).map(object);
    return [
        ...rule(hasJust(directive, ["Namespace", "Dimensions", "Metrics"]), "the directive holds other members"),
        ...rule(typeof namespace === "string" && /^(?!:)[ -~]{1,255}$/.test(namespace), "Namespace is not allowed"),
        ...rule(sets.length > 0, "there is no dimension set"),
        ...rule(
            sets.every((set) => set.length <= 30),
            "a dimension set has more than 30 keys",
        ),
        ...rule(
            sets.flat().every((key) => typeof root[String(key)] === "string"),
            "a dimension is no text of the root",
        ),
        ...rule(metrics.length > 0 && metrics.length <= 100, "there are not 1 to 100 metrics"),
        ...metrics.flatMap((metric) => metricProblems(metric, root)),
    ];
}

function metricProblems({ Name: name, Unit: unit, ...others }: Json, root: Json): string[] {
    return [
        ...rule(typeof name === "string" && name.length >= 1 && name.length <= 255, "a metric has no name"),
        ...rule(Number.isFinite(root[String(name)]), "a metric is no number of the root"),
        ...rule(["None", "Count", "Milliseconds", "Percent", "Bytes"].includes(String(unit)), "a unit is not known"),
        ...rule(Object.keys(others).length === 0, "a metric holds other members"),
    ];
}

function rule(holds: boolean, problem: string): string[] {
    return holds ? [] : [problem];
}

/** Milliseconds since 1970. CloudWatch accepts metrics from two weeks ago to two hours ahead. */
function isMoment(value: unknown): boolean {
    const age = Date.now() - Number(value);
    return Number.isInteger(value) && age < 14 * 86_400_000 && age > -2 * 3_600_000;
}

function hasJust(value: Json, names: readonly string[]): boolean {
    return Object.keys(value).sort().join() === [...names].sort().join();
}

function parse(line: string): Json {
    const value: unknown = JSON.parse(line);
    return object(value);
}

function object(value: unknown): Json {
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function list(value: unknown): readonly unknown[] {
    return Array.isArray(value) ? value : [];
}
