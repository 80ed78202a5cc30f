import { embeddedMetrics, type MetricsContext } from "../embeddedMetrics";
import type { AnswerError, RollUpAnswer } from "../response";

/** A response to a roll-up. */
type Answered = (RollUpAnswer & { readonly ok: true }) | { readonly ok: false; readonly error: AnswerError };

/**
 * Returns the metric of a roll-up: `RolledUp` is 1 if nothing was left, otherwise 0. A schema without summaries leaves
 * nothing either, because its questions read the events themselves. Undefined if this call was stopped: another one that
 * rolls up writes its own metric, and a pause that lasts has none.
 */
export function rollUpMetrics(answer: Answered, context: MetricsContext): object | undefined {
    if (!answer.ok) {
        const { code } = answer.error;
        return embeddedMetrics({ RolledUp: code === "schemaOlder" ? 1 : 0 }, { code }, context);
    }
    const { status, exposures, units, events, dropError } = answer;
    return status === "done" || status === "more"
        ? embeddedMetrics(
              { RolledUp: status === "done" ? 1 : 0 },
              { code: dropError?.code ?? null, exposures, units, events },
              context,
          )
        : undefined;
}
