/** One statement of a writer. */
export interface Step {
    readonly sql: string;
    /** All steps of a unit have the same writer, because an exposure needs its assignment. */
    readonly writer: number;
}

/** A random workload, and what the summaries must hold after it, counted from the list of all that was sent. */
export interface Workload {
    readonly steps: readonly Step[];
    /** experiment, unit, variant, first exposure */
    readonly firstExposures: readonly string[];
    /** experiment, metric, unit, variant, events, total */
    readonly unitMetrics: readonly string[];
}

interface Exposure {
    readonly experiment: number;
    readonly unit: string;
    readonly at: number;
}

interface MetricEvent {
    readonly unit: string;
    readonly metric: string;
    readonly value: number;
    readonly at: number;
    readonly key: string | undefined;
}

/** The experiments. The second and the third are stopped at once, somewhere in the workload. Each has two variants. */
export const experimentsSql = `
insert into experiments (key, name, status) values ('first', 'n', 'running'), ('second', 'n', 'running'), ('third', 'n', 'running');
insert into variants (experiment_id, key, weight) select e.id, v.key, 5000 from experiments e, (values ('a'), ('b')) v (key) order by e.id, 2`;

const metrics = ["click", "sale"];
const writers = 3;

/**
 * Generates a workload in which exposures and events come in any order: late, doubled, of units that are assigned later
 * or never, at times that no clock should have, and after the end of an experiment. Times are days of a few months, so
 * that they often coincide.
 *
 * @param keyed whether some events have a key, which version 2 does not know.
 */
export function workloadOf(seed: number, units = 12, keyed = true): Workload {
    const random = generator(seed);
    const among = (count: number): number => Math.floor(random() * count);
    const time = (): number => (among(40) === 0 ? ([-Infinity, -999, 9999, Infinity][among(4)] ?? 0) : among(120));
    const exposures: Exposure[] = [];
    const events: MetricEvent[] = [];
    const lists = Array.from({ length: units }, (_, index): Step[] => {
        const unit = `unit-${index}`;
        const writer = index % writers;
        const list: Step[] = [];
        const add = (sql: string): unknown => list.splice(among(list.length + 1), 0, { sql, writer });
        for (let count = among(30); count > 0; count -= 1) {
            const key = keyed && among(3) === 0 ? `${unit}-${count}` : undefined;
            const event = { unit, metric: metrics[among(2)] ?? "", value: 1 + among(9), at: time(), key };
            events.push(event);
            add(insertEvent(event));
            if (key !== undefined && among(2) === 0) {
                add(insertEvent(event));
            } else if (key === undefined && among(5) === 0) {
                events.push(event);
                add(insertEvent(event));
            }
        }
        for (const experiment of [1, 2, 3].filter(() => among(3) > 0)) {
            const assigned = among(list.length + 1);
            for (let count = among(4); count > 0; count -= 1) {
                const exposure = { experiment, unit, at: time() };
                exposures.push(exposure);
                const place = assigned + among(list.length + 1 - assigned);
                list.splice(place, 0, { sql: insertExposure(exposure), writer });
            }
            list.splice(assigned, 0, { sql: insertAssignment(experiment, unit, index), writer });
        }
        return list;
    });
    const steps = shuffled(lists, among);
    const stop = `update experiments set status = 'stopped',
        stopped_at = case id when 2 then ${timeSql(endOf(2))} else ${timeSql(endOf(3))} end where id in (2, 3)`;
    steps.splice(Math.floor(steps.length * (0.45 + random() / 10)), 0, { sql: stop, writer: 0 });
    return { steps, ...expected(exposures, events) };
}

/** What the definition says, without any order of arrival. */
function expected(
    exposures: readonly Exposure[],
    events: readonly MetricEvent[],
): Pick<Workload, "firstExposures" | "unitMetrics"> {
    const first = new Map<string, Exposure>();
    for (const exposure of exposures.filter(({ experiment, at }) => at <= endOf(experiment))) {
        const key = `${exposure.experiment} ${exposure.unit}`;
        if (exposure.at < (first.get(key)?.at ?? Infinity) || !first.has(key)) {
            first.set(key, exposure);
        }
    }
    const firsts = [...first.values()];
    return {
        firstExposures: firsts
            .map(({ experiment, unit, at }) => `${experiment} ${unit} ${variantOf(experiment, unit)} ${at}`)
            .sort(),
        unitMetrics: firsts
            .flatMap(({ experiment, unit, at }) =>
                metrics.map((metric) => {
                    const counted = events.filter(
                        (event) =>
                            event.unit === unit &&
                            event.metric === metric &&
                            event.at >= at &&
                            event.at <= endOf(experiment),
                    );
                    const total = counted.reduce((sum, { value }) => sum + value, 0);
                    const variant = variantOf(experiment, unit);
                    return { text: `${experiment} ${metric} ${unit} ${variant}`, events: counted.length, total };
                }),
            )
            .filter((row) => row.events > 0)
            .map((row) => `${row.text} ${row.events} ${row.total}`)
            .sort(),
    };
}

/** The summaries in the database, in the form of {@link Workload}. */
export const summariesSql = {
    firstExposures: `
        select concat_ws(' ', experiment_id, unit_id, variant_id, case first_exposed_at
                   when 'infinity' then 'Infinity' when '-infinity' then '-Infinity'
                   else round(extract(epoch from first_exposed_at - ${timeSql(0)}) / 86400)::text end) as line
          from first_exposures`,
    unitMetrics: `select concat_ws(' ', experiment_id, metric, unit_id, variant_id, events, total) as line from unit_metrics`,
} as const;

function endOf(experiment: number): number {
    return experiment === 1 ? Infinity : 20 * experiment + 20;
}

function variantOf(experiment: number, unit: string): number {
    return 2 * experiment - (Number(unit.slice(5)) % 2);
}

function insertAssignment(experiment: number, unit: string, index: number): string {
    return `insert into assignments (experiment_id, unit_id, variant_id, assigned_at)
        values (${experiment}, '${unit}', ${2 * experiment - (index % 2)}, '2020-01-01')`;
}

function insertExposure({ experiment, unit, at }: Exposure): string {
    return `insert into exposures (experiment_id, unit_id, exposed_at) values (${experiment}, '${unit}', ${timeSql(at)})`;
}

function insertEvent({ unit, metric, value, at, key }: MetricEvent): string {
    const [column, literal] = key === undefined ? ["", ""] : [", event_key", `, '${key}'`];
    return `insert into metric_events (unit_id, metric, value, occurred_at${column})
        values ('${unit}', '${metric}', ${value}, ${timeSql(at)}${literal})`;
}

function timeSql(day: number): string {
    return Number.isFinite(day)
        ? `timestamptz '2026-06-01 00:00Z' + ${day} * interval '24 hours'`
        : `timestamptz '${day > 0 ? "" : "-"}infinity'`;
}

/** Interleaves the lists, each in its order. */
function shuffled(lists: readonly (readonly Step[])[], among: (count: number) => number): Step[] {
    const left = lists.map((list) => [...list]).filter((list) => list.length > 0);
    const steps: Step[] = [];
    while (left.length > 0) {
        const at = among(left.length);
        const step = left[at]?.shift();
        if (step !== undefined) {
            steps.push(step);
        }
        if (left[at]?.length === 0) {
            left.splice(at, 1);
        }
    }
    return steps;
}

/** Numbers from 0 to 1 that depend on the seed alone: https://en.wikipedia.org/wiki/Linear_congruential_generator */
function generator(seed: number): () => number {
    let state = (seed * 2654435761) >>> 0;
    return () => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return state / 2 ** 32;
    };
}
