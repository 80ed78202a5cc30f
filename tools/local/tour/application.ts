import { toRecord } from "../../../offline/toRecord";

/** The calls of the application of `examples/application`, as another service makes them. */
export interface Application {
    /** Makes a running experiment of two variants, half of the units each: `control` and `green`. */
    define(experiment: string, name: string): Promise<void>;
    /** Answers the variant. */
    assign(experiment: string, unit: string): Promise<string>;
    expose(experiment: string, unit: string): Promise<void>;
    record(unit: string, metric: string, value: number): Promise<void>;
    /** Answers the variants, each with its numbers. */
    ask(experiment: string, metric: string): Promise<readonly Readonly<Record<string, unknown>>[]>;
}

/** More than the service takes for its own attempts. Milliseconds. */
const limitMs = 15_000;

/** Calls the service at a URL. A call rejects with the answer's code and message where it is refused. */
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
