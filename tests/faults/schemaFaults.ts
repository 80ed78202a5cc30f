import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { toRecord } from "../../offline/toRecord";
import { keepUsable, type Worlds } from "./harness/cases";
import { holdLock } from "./harness/holdLock";
import { payload, verdict } from "./harness/verdict";

const createSchema = { action: "createSchema" };

/** Faults of createSchema. Runs first, because the other suites need the schema. */
export function describeSchemaFaults(worlds: Worlds): void {
    describe("the schema", () => {
        keepUsable(worlds);

        it("a migration that fails: keeps the earlier ones, and the next call applies the rest", async () => {
            const world = worlds();
            await world.sql`create table experimentation.assignments (in_the_way int)`;

            const failed = verdict(await world.invoke(createSchema));
            const [{ count } = {}] = await world.sql`select count(*)::int from experimentation.schema_migrations`;
            await world.sql`drop table experimentation.assignments`;
            const next = payload(await world.invoke(createSchema));

            assert.deepEqual([failed, count], [["statementInvalid", false, "failed"], 1]);
            assert.equal(next.ok, true);
            assert.equal(appliedVersions(next)[0], 2);
        });

        it("two calls at once: apply each migration once", async () => {
            const world = worlds();
            await world.sql`drop schema experimentation cascade`;
            // Creates the schema again, with the default privileges of its objects.
            await world.rotate("migration");
            const other = await world.startAccess();
            const release = await holdLock(world, "experimentation schema");

            const answering = [world.invoke(createSchema), other.invoke(createSchema)];
            const early = await Promise.race([...answering, sleep(400, "both wait")]);
            await release();
            const answers = await Promise.all(answering);
            await other.stop();

            const versions = answers.flatMap((answer) => appliedVersions(payload(answer))).sort();
            const [{ newest } = {}] = await world.sql`
                select max(version) as newest from experimentation.schema_migrations`;
            assert.equal(early, "both wait");
            assert.deepEqual(answers.map(verdict), [["ok"], ["ok"]]);
            assert.deepEqual(
                versions,
                Array.from({ length: Number(newest) }, (_, index) => index + 1),
            );
        });

        it("silent loss while it waits for another call: fails with deadlineExceeded (retryable, failed)", async () => {
            const world = worlds();
            const release = await holdLock(world, "experimentation schema");

            const answering = world.invoke(createSchema);
            await sleep(800);
            world.writer.stall();
            const answer = verdict(await answering);
            await release();

            assert.deepEqual(answer, ["deadlineExceeded", true, "failed"]);
        });

        it("a schema newer than the code: fails with schemaNewer (not retryable, failed)", async () => {
            const world = worlds();
            await world.sql`insert into experimentation.schema_migrations values (99, 'newer', 'x')`;

            const answer = verdict(await world.invoke(createSchema));
            await world.sql`delete from experimentation.schema_migrations where version = 99`;

            assert.deepEqual(answer, ["schemaNewer", false, "failed"]);
        });
    });
}

function appliedVersions({ applied }: Readonly<Record<string, unknown>>): unknown[] {
    return Array.isArray(applied) ? applied.map((each: unknown) => toRecord(each).version) : [];
}
