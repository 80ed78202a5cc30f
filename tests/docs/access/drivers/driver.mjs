// Runs docs/snippets/application.mjs for a test: each line of standard input is a call, each line of output its result.
import process from "node:process";
import { createInterface } from "node:readline";
import { inspect } from "node:util";
import { handler } from "../../../../docs/snippets/application.mjs";
import { openDatabase } from "../../../../examples/application/database.mjs";

const calls = {
    assign: handler,
    // A write that may not be done twice.
    record: ({ unit, metric }) =>
        openDatabase().transaction(async (sql) => {
            await sql`insert into experimentation.metric_events (unit_id, metric) values (${unit}, ${metric})`;
            return {};
        }),
};

for await (const line of createInterface({ input: process.stdin })) {
    const { call, event } = JSON.parse(line);
    const result = await calls[call](event).then(
        (value) => ({ value }),
        // Everything that an error shows to a log.
        (error) => ({ error: inspect(error, { depth: 10 }) }),
    );
    process.stdout.write(`${JSON.stringify(result)}\n`);
}
process.exit();
