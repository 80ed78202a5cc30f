import { setTimeout as delay } from "node:timers/promises";
import { toRecord } from "../../../offline/toRecord";
import type { RunningSnippet } from "../../docs/access/snippet";

/** A write that an application acknowledged. */
export interface Acknowledged {
    readonly unit: string;
    readonly at: number;
}

/** Callers that go on asking until they are stopped. */
export interface Load {
    readonly acknowledged: readonly Acknowledged[];
    /** The attempts that were answered with an error, by the answer's code. Callers repeat them. */
    readonly refusals: ReadonlyMap<string, number>;
    /**
     * Ends after the events that have begun. Rejects if a caller met what it may not repeat.
     *
     * @param atOnce gives up events that are not acknowledged.
     */
    stop(atOnce?: boolean): Promise<void>;
}

const pauseMs = 200;

/** Callers of a service: each records one event after the other, and repeats an event until it is acknowledged. */
export function recordEvents(url: string, metric: string, callers: number): Load {
    return repeatedly(callers, async (unit, occurredAt) => {
        const body = JSON.stringify({ unit, metric, occurredAt });
        return await ask(`${url}/events`, { method: "POST", body });
    });
}

/** Callers of a service that read the conversions of an experiment. */
export function askConversions(url: string, experiment: string, metric: string, callers: number): Load {
    return repeatedly(callers, () => ask(`${url}/experiments/${experiment}/conversions?metric=${metric}`));
}

/** The only caller of a snippet: assigns one unit after the other. */
export function assignUnits(snippet: RunningSnippet, experiment: string): Load {
    return repeatedly(1, async (unit) => {
        const assigned = await snippet.call("assign", { experiment, unit, variant: "green" }).catch(() => undefined);
        return assigned === undefined ? "error" : undefined;
    });
}

async function ask(url: string, request: RequestInit = {}): Promise<string | undefined> {
    const response = await fetch(url, { ...request, signal: AbortSignal.timeout(20_000) });
    const answer = toRecord(await response.json());
    if (response.ok) {
        return undefined;
    }
    const { code } = toRecord(answer.error);
    if (response.status !== 503) {
        throw new Error(`${response.status} ${String(code)}`);
    }
    return String(code);
}

/**
 * @param attempt does one call, which its caller may repeat. Returns the code of a refusal, undefined if it was done.
 */
function repeatedly(callers: number, attempt: (unit: string, occurredAt: string) => Promise<string | undefined>): Load {
    const acknowledged: Acknowledged[] = [];
    const refusals = new Map<string, number>();
    let stopped = false;
    let givenUp = false;
    const call = async (caller: number): Promise<void> => {
        for (let n = 0; !stopped; n++) {
            const unit = `caller-${caller}-${n}`;
            const occurredAt = new Date().toISOString();
            for (;;) {
                const refusal = await attempt(unit, occurredAt);
                if (refusal === undefined) {
                    acknowledged.push({ unit, at: Date.now() });
                    break;
                }
                refusals.set(refusal, (refusals.get(refusal) ?? 0) + 1);
                if (givenUp) return;
                await delay(pauseMs);
            }
            await delay(10);
        }
    };
    const running = Promise.all(Array.from({ length: callers }, (_, caller) => call(caller)));
    running.catch(() => undefined);
    return {
        acknowledged,
        refusals,
        async stop(atOnce = false) {
            stopped = true;
            givenUp = atOnce;
            await running;
        },
    };
}

/** The longest time between two acknowledgements, in milliseconds. */
export function longestGap({ acknowledged }: Load): number {
    return acknowledged.reduce(
        (longest, { at }, index) => Math.max(longest, at - (acknowledged[index - 1]?.at ?? at)),
        0,
    );
}
