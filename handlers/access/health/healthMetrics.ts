import { errorCodes } from "../../shared/errorCodes";
import { byLoginKind } from "../../shared/loginKinds";
import { embeddedMetrics, type MetricsContext } from "../embeddedMetrics";
import type { AnswerError, EndpointAnswers, PasswordAgeAnswer } from "../response";

/** A response to a health check. Without endpoints and ages if it failed before it connected. */
interface HealthAnswer extends Partial<PasswordAgeAnswer> {
    readonly ok: boolean;
    readonly error?: AnswerError;
    readonly endpoints?: EndpointAnswers;
}

/**
 * Returns the metrics of a health check: `Healthy` (1 or 0), `WriterReachable` (1 or 0; left out if the function failed
 * before it connected), `PasswordAgeDays` (the oldest known age) and `UnknownPasswordAges` (the number of unknown ages).
 */
export function healthMetrics(
    { ok, error, endpoints, passwordAgeDays, passwordAgeError }: HealthAnswer,
    context: MetricsContext,
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
    const details = {
        code: error?.code ?? null,
        ageDays: passwordAgeDays ?? null,
        ageCode: passwordAgeError?.code ?? null,
    };
    return embeddedMetrics(metrics, details, context);
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
