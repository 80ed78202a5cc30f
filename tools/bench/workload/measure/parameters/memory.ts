import type postgres from "postgres";
import { toRecord } from "../../../../../offline/toRecord";
import { heaviest } from "../../questions";
import { tuningSettings } from "../../settings";
import { tunings } from "../../tunings";
import { explain } from "../explain";
import type { ParameterEffect } from "./effect";

const blockBytes = 8192;
const defaults = { work_mem: "4096", hash_mem_multiplier: "2" };

/** The memory for sorts and hashes of each tuning, by the temporary files of the question that needs most of it. */
export async function measureMemory(sql: postgres.Sql): Promise<ParameterEffect[]> {
    const byDefault = await temporaryMegabytes(sql, defaults);
    const effects: ParameterEffect[] = [];
    for (const tuning of tunings) {
        const { work_mem = "", hash_mem_multiplier = "" } = tuningSettings(tuning);
        effects.push({
            parameter: "work_mem × hash_mem_multiplier",
            values: [textOf(defaults), textOf({ work_mem, hash_mem_multiplier })],
            measured: `temporary files of ${heaviest.name}`,
            unit: "MB",
            byDefault: [byDefault],
            other: [await temporaryMegabytes(sql, { work_mem, hash_mem_multiplier })],
            verdict: tuning,
        });
    }
    return effects;
}

function textOf({ work_mem, hash_mem_multiplier }: typeof defaults): string {
    return `${work_mem} kB × ${hash_mem_multiplier}`;
}

async function temporaryMegabytes(
    sql: postgres.Sql,
    { work_mem, hash_mem_multiplier }: typeof defaults,
): Promise<number> {
    await sql.unsafe(`set work_mem = ${work_mem}; set hash_mem_multiplier = ${hash_mem_multiplier}`);
    const { Plan: plan } = await explain(sql, heaviest.sql);
    await sql.unsafe("reset work_mem; reset hash_mem_multiplier");
    return (Number(toRecord(plan)["Temp Written Blocks"]) * blockBytes) / 1e6;
}
