import { basename } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { openDatabase } from "./database.mjs";

const database = openDatabase();

/**
 * Lambda's handler; in a container or on a laptop a function like any other. Keeps the variant that a unit got first, and
 * answers it. Doing it twice is harmless: the key (experiment and unit) is the application's own.
 */
export async function handler({ experiment, unit, variant }) {
    return await database.transaction(
        async (sql) => {
            await sql`
                insert into experimentation.assignments (experiment_id, unit_id, variant_id)
                select e.id, ${unit}, v.id
                from experimentation.experiments e join experimentation.variants v on v.experiment_id = e.id
                where e.key = ${experiment} and v.key = ${variant}
                on conflict (experiment_id, unit_id) do nothing`;
            const [assigned] = await sql`
                select v.key as variant
                from experimentation.experiments e
                join experimentation.assignments a on a.experiment_id = e.id
                join experimentation.variants v on v.id = a.variant_id
                where e.key = ${experiment} and a.unit_id = ${unit}`;
            return { variant: assigned?.variant ?? null };
        },
        { repeatable: true },
    );
}

// For a look: `node application.mjs EXPERIMENT VARIANT` assigns the unit that each line of its input names.
if (basename(process.argv[1] ?? "") === "application.mjs") {
    const [, , experiment, variant] = process.argv;
    for await (const unit of createInterface({ input: process.stdin })) {
        const assigned = await handler({ experiment, unit, variant }).catch(({ code, message }) => code ?? message);
        process.stdout.write(`${unit}: ${JSON.stringify(assigned)}\n`);
    }
    await database.close();
}
