import { toRecord } from "../../../offline/toRecord";

/** A client of `examples/application`. */
export interface Application {
    /** Creates a running experiment of two variants, `control` and `green`, with equal weights. */
    define(experiment: string, name: string): Promise<void>;
    /** Assigns a unit. Returns its variant. */
    assign(experiment: string, unit: string): Promise<string>;
    expose(experiment: string, unit: string): Promise<void>;
    record(unit: string, metric: string, value: number): Promise<void>;
    /** Returns each variant with its counts. */
    ask(experiment: string, metric: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
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
        async define(experiment, name) {
            const variants = [
                { key: "control", weight: 5000, control: true },
                { key: "green", weight: 5000 },
            ];
            await call("PUT", `experiments/${experiment}`, { name, variants });
        },
        async assign(experiment, unit) {
            return String((await call("POST", `experiments/${experiment}/assignments`, { unit })).variant);
        },
        async expose(experiment, unit) {
            await call("POST", `experiments/${experiment}/exposures`, { unit });
        },
        async record(unit, metric, value) {
            await call("POST", "events", { unit, metric, value });
        },
        async ask(experiment, metric) {
            const { variants } = await call("GET", `experiments/${experiment}/conversions?metric=${metric}`);
            return Array.isArray(variants) ? variants.map(toRecord) : [];
        },
    };
}
