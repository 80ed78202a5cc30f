/** A batch of events as the parameters of {@link insertStatement}, in PostgreSQL's text format. */
export type EventBatch = readonly string[];

/** The statement of a client that sends one event, or many in one round trip. */
export function insertStatement(table: string, rows: number): string {
    const target = `insert into ${table} (unit_id, metric, value, occurred_at)`;
    return rows === 1
        ? `${target} values ($1, $2, $3, $4)`
        : `${target} select * from unnest($1::text[], $2::text[], $3::float8[], $4::timestamptz[])`;
}

/** The share of each metric as in the generated data, by the last digit of a number. */
const metrics = ["purchase", "click", "click", "click", "view", "view", "view", "view", "view", "view"];

/** Makes batches of events of now, half of them of assigned units. */
export function eventBatches(batches: number, rows: number, units: number, seed: number): EventBatch[] {
    const next = numbersFrom(seed);
    const at = new Date().toISOString();
    return Array.from({ length: batches }, () => {
        const events = Array.from({ length: rows }, () => ({
            unit: `unit-${1 + Math.floor(next() * 2 * units)}`,
            metric: metrics[Math.floor(next() * 10)] ?? "view",
            value: (1 + Math.floor(next() * 10_000)) / 100,
        }));
        const columns = [
            events.map(({ unit }) => unit),
            events.map(({ metric }) => metric),
            events.map(({ value }) => String(value)),
            events.map(() => `"${at}"`),
        ];
        return rows === 1
            ? columns.map(([value = ""]) => value.replaceAll('"', ""))
            : columns.map((values) => `{${values.join()}}`);
    });
}

/** Pseudo-random numbers from 0 to below 1: the generator mulberry32. */
export function numbersFrom(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
    };
}
