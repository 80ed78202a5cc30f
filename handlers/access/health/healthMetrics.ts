import { errorCodes } from "../../shared/errorCodes";
import { byLoginKind } from "../../shared/loginKinds";
import type { AnswerError, EndpointAnswers, PasswordAgeAnswer } from "../response";

/** A response to a health check. Without endpoints and ages if it failed before it connected. */
interface HealthAnswer extends Partial<PasswordAgeAnswer> {
    readonly ok: boolean;
    readonly error?: AnswerError;
    readonly endpoints?: EndpointAnswers;
}

/** Namespace and time of the metrics, and the invocation that they belong to. */
export interface MetricsContext {
    /** CloudWatch's namespace. */
    readonly namespace: string;
    /** Milliseconds since 1970. */
    readonly timestamp: number;
    readonly requestId: string;
}

/**
 * Returns a health check in CloudWatch's embedded metric format, without a dimension: `Healthy` (1 or 0),
 * `WriterReachable` (1 or 0; left out if the function failed before it connected), `PasswordAgeDays` (the oldest known
 * age), `UnknownPasswordAges` (the number of unknown ages), and details for the engineer who handles an alarm.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * Write the object as a line to standard output. If the function's log format is JSON, `console.log` puts its argument
 * under `message`, where CloudWatch finds no metrics:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Libraries.html,
 * https://github.com/aws-powertools/powertools-lambda-typescript/pull/1786. Lambda does not
 * change a line that is JSON already. One without a `level` counts as INFO, so the log level must include INFO:
 * https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
 */
export function healthMetrics(
    { ok, error, endpoints, passwordAgeDays, passwordAgeError }: HealthAnswer,
    { namespace, timestamp, requestId }: MetricsContext,
): object {
    const ages = Object.values(passwordAgeDays ?? byLoginKind(() => null));
    const known = ages.filter((age) => age !== null);
    const reachable = isReachable(endpoints?.writer);
    const metrics = {
        Healthy: ok ? 1 : 0,
        ...(reachable !== undefined && { WriterReachable: reachable ? 1 : 0 }),
        ...(known.length > 0 && { PasswordAgeDays: Math.max(...known) }),
        UnknownPasswordAges: ages.length - known.length,
    };
    return {
        _aws: {
            Timestamp: timestamp,
            CloudWatchMetrics: [
                {
                    Namespace: namespace,
                    // One empty set of dimensions: without any set there would be no metric.
                    Dimensions: [[]],
                    Metrics: Object.keys(metrics).map((name) => ({ Name: name, Unit: "None" })),
                },
            ],
        },
        ...metrics,
        requestId,
        code: error?.code ?? null,
        ageDays: passwordAgeDays ?? null,
        ageCode: passwordAgeError?.code ?? null,
    };
}

/** A server that refuses a login or a query is reachable. Undefined if the function failed before it connected. */
function isReachable(endpoint: EndpointAnswers["writer"] | undefined): boolean | undefined {
    if (endpoint === undefined) {
        return undefined;
    }
    if (!("error" in endpoint)) {
        return true;
    }
    const { code, outcome } = endpoint.error;
    // The deadline came before the secret was read. Connecting has its own time limit and code.
    if (code === "deadlineExceeded" && outcome === "notSent") {
        return undefined;
    }
    const { server } = errorCodes[code];
    return server === "notContacted" ? undefined : server === "responded";
}
