import { toRecord } from "../../../offline/toRecord";

/** A client of `examples/application`. */
export interface Application {
    /**
     * Creates a running experiment of two variants, `control` and `green`, with equal weights.
     *
     * @param guardRails the metrics that it must not harm. Default: none.
     */
    define(experiment: string, name: string, guardRails?: readonly GuardRail[]): Promise<void>;
    /** Assigns a unit. Returns its variant. */
    assign(experiment: string, unit: string): Promise<string>;
    expose(experiment: string, unit: string): Promise<void>;
    /** Records an event. Default time: now. */
    record(unit: string, metric: string, value: number, occurredAt?: Date): Promise<void>;
    /** Returns the conversions of each variant. */
    ask(experiment: string, metric: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** A metric that an experiment must not harm by more than a share of the control's mean. */
export interface GuardRail {
    readonly metric: string;
    readonly worseWhen: "higher" | "lower";
    readonly margin: number;
}

/** Longer than the service's own retries. Milliseconds. */
const limitMs = 15_000;

/** Creates a client of the service at a URL. A refused call rejects with the response's code and message. */
export function createApplication(url: string): Application {
    async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
        const response = await fetch(`${url}/${path}`, {
            method,
            signal: AbortSignal.timeout(limitMs),
            ...(body !== undefined && { body: JSON.stringify(body) }),
        });
        const answer = toRecord(await response.json());
        if (!response.ok) {
            const { code, message } = toRecord(answer.error);
            throw new Error(`the application answered ${response.status} ${String(code)}: ${String(message)}`);
        }
        return answer;
    }

    return {
        async define(experiment, name, guardRails) {
            const variants = [
                { key: "control", weight: 5000, control: true },
                { key: "green", weight: 5000 },
            ];
            await call("PUT", `experiments/${experiment}`, { name, variants, guardRails });
        },
        async assign(experiment, unit) {
            return String((await call("POST", `experiments/${experiment}/assignments`, { unit })).variant);
        },
        async expose(experiment, unit) {
            await call("POST", `experiments/${experiment}/exposures`, { unit });
        },
        async record(unit, metric, value, occurredAt) {
            await call("POST", "events", { unit, metric, value, occurredAt });
        },
        async ask(experiment, metric) {
            const { variants } = await call("GET", `experiments/${experiment}/conversions?metric=${metric}`);
            return Array.isArray(variants) ? variants.map(toRecord) : [];
        },
    };
}
