import { basename } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { openDatabase } from "./database.mjs";

const database = openDatabase();

/**
 * Lambda's handler, or an ordinary function elsewhere. Assigns the variant to the unit unless it has one, and returns
 * the assigned variant. It is safe to repeat, because the key is the application's own: experiment and unit.
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

// To try it: `node application.mjs EXPERIMENT VARIANT` assigns the unit in each line of standard input.
if (basename(process.argv[1] ?? "") === "application.mjs") {
    const [, , experiment, variant] = process.argv;
    for await (const unit of createInterface({ input: process.stdin })) {
        const assigned = await handler({ experiment, unit, variant }).catch(({ code, message }) => code ?? message);
        process.stdout.write(`${unit}: ${JSON.stringify(assigned)}\n`);
    }
    await database.close();
}
