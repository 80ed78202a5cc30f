import type postgres from "postgres";
import { numbersFrom } from "../events";
import type { WorkloadSize } from "../size";
import { explain } from "./explain";

/** What an application reads when a unit arrives: its variant. */
const read = `
select v.key as variant
from experimentation.experiments e
join experimentation.assignments a on a.experiment_id = e.id
join experimentation.variants v on v.id = a.variant_id
where e.key = 'big' and a.unit_id = $1`;

/**
 * Reads single assignments of units by chance.
 *
 * @returns for each, how long the server planned and executed it, in milliseconds, by its own clock.
 */
export async function measureReads(sql: postgres.Sql, { units, seed }: WorkloadSize, reads: number): Promise<number[]> {
    const next = numbersFrom(seed);
    const times: number[] = [];
    for (let index = 0; index < reads; index++) {
        const unit = `unit-${1 + Math.floor(next() * units)}`;
        const explained = await explain(sql, read.replace("$1", `'${unit}'`));
        times.push(Number(explained["Planning Time"]) + Number(explained["Execution Time"]));
    }
    return times;
}
