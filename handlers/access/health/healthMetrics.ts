import { errorCodes } from "../../shared/errorCodes";
import { byLoginKind } from "../../shared/loginKinds";
import type { AnswerError, EndpointAnswers, PasswordAgeAnswer } from "../response";

/** An answer to a health check: one that failed before it asked the database has neither endpoints nor ages. */
interface HealthAnswer extends Partial<PasswordAgeAnswer> {
    readonly ok: boolean;
    readonly error?: AnswerError;
    readonly endpoints?: EndpointAnswers;
}

/** Where the metrics belong. */
export interface MetricsContext {
    /** CloudWatch's namespace. */
    readonly namespace: string;
    /** Milliseconds since 1970. */
    readonly timestamp: number;
    readonly requestId: string;
}

/**
 * A health check as CloudWatch's embedded metric format has it, without a dimension: `Healthy` (1 or 0),
 * `WriterReachable` (1 or 0, where the writer was asked), `PasswordAgeDays` (of the oldest password whose age is known)
 * and `UnknownPasswordAges` (of how many it is not); and what an engineer looks for when one of them alarms.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 *
 * The object has to be a line of standard output. What is given to `console.log` arrives below `message` where a
 * function's log is JSON, and CloudWatch then finds no metric in it:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Libraries.html,
 * https://github.com/aws-powertools/powertools-lambda-typescript/pull/1786. A line that is JSON already stays as it is;
 * one without a `level` counts as INFO, so a function that logs warnings alone would have no metrics:
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
                    // One set of no dimensions: without any set there would be no metric.
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

/** A server that refuses a login or a query is there. Undefined where it was not asked at all. */
function isReachable(endpoint: EndpointAnswers["writer"] | undefined): boolean | undefined {
    if (endpoint === undefined) {
        return undefined;
    }
    if (!("error" in endpoint)) {
        return true;
    }
    const { code, outcome } = endpoint.error;
    // The time was over before the secret was there: connecting has a limit, and a code, of its own.
    if (code === "deadlineExceeded" && outcome === "notSent") {
        return undefined;
    }
    const { server } = errorCodes[code];
    return server === "notContacted" ? undefined : server === "responded";
}
