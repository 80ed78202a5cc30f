import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { awsError, throttled } from "../../tools/local/aws/awsError";
import type { Fault } from "../../tools/local/aws/faults";
import { verdict } from "./harness/answers";
import { keepUsable, read, type Worlds, write } from "./harness/cases";
import { holdLock } from "./harness/holdLock";
import type { Kind, World } from "./harness/world";

const kinds: readonly Kind[] = ["migration", "application", "reader"];

/** Where a rotation is interrupted: at a call of AWS, or while it talks to the database. */
const interruptions = [
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:PutSecretValue",
    "secretsmanager:GetSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
    "the database",
];

const failures: readonly { readonly title: string; readonly fault: Fault | "stall"; readonly code: string }[] = [
    { title: "a database that nobody reaches", fault: "stall", code: "databaseUnreachable" },
    { title: "a Secrets Manager that throttles", fault: { error: throttled() }, code: "awsUnavailable" },
    {
        title: "a Secrets Manager that denies",
        fault: { error: awsError("AccessDeniedException", "Not you.") },
        code: "awsAccessDenied",
    },
    { title: "a Secrets Manager that is too slow", fault: { delayMs: 60_000 }, code: "deadlineExceeded" },
];

/** Steps that nobody has done before `finishSecret`. */
const leftOut: readonly { readonly title: string; readonly done: readonly string[]; readonly code: string }[] = [
    { title: "finishSecret without a value", done: ["finishSecret"], code: "credentialsNotReady" },
    { title: "finishSecret without setSecret", done: ["createSecret", "finishSecret"], code: "authenticationFailed" },
];

/** What can happen to a rotation. Whatever it is, the current login works, and the next rotation ends. */
export function describeRotationFaults(worlds: Worlds): void {
    describe("rotation", () => {
        keepUsable(worlds);

        for (const place of interruptions) {
            it(`a process that is killed at ${place}`, async () => {
                const world = worlds();
                const killing = new AbortController();
                makeSlow(world, place);

                const rotating = world.rotate("reader", world.invokeRotation(world.rotation, killing.signal));
                setTimeout(() => {
                    killing.abort(new Error("killed"));
                }, 700);
                await assert.rejects(rotating);
                await world.heal();
                const meanwhile = await freshRead(world);
                await world.retryRotation("reader");

                assert.deepEqual([meanwhile, await freshRead(world)], [["ok"], ["ok"]]);
            });
        }

        for (const { title, fault, code } of failures) {
            it(`${title}: ${code}`, async () => {
                const world = worlds();
                if (fault === "stall") world.writer.stall();
                else world.faults = ({ action }) => (action === "secretsmanager:DescribeSecret" ? fault : undefined);
                world.log.length = 0;
                // The SDK tries three times, and pauses for longer after it was throttled.
                const patient = await world.startRotation(fault !== "stall" && fault.error !== undefined ? 15 : 3);

                await assert.rejects(world.rotate("reader", world.invokeRotation(patient)));
                await patient.stop();
                const log = world.log.join("\n");
                await world.heal();
                const meanwhile = await freshRead(world);
                await world.retryRotation("reader");

                assert.match(log, new RegExp(`"ok":false,"code":"${code}"`));
                assert.deepEqual([meanwhile, await freshRead(world)], [["ok"], ["ok"]]);
            });
        }

        for (const { title, done, code } of leftOut) {
            it(`${title}: ${code}, and no version becomes current`, async () => {
                const world = worlds();
                const invoke = world.invokeRotation();

                const rotating = world.rotate("reader", async (functionArn, event) => {
                    if (done.includes(event.Step)) await invoke(functionArn, event);
                });
                await assert.rejects(rotating, { step: "finishSecret", message: new RegExp(code) });
                const meanwhile = await freshRead(world);
                await world.retryRotation("reader");

                assert.deepEqual([meanwhile, await freshRead(world)], [["ok"], ["ok"]]);
            });
        }

        it("silent loss while it waits for another one: deadlineExceeded", async () => {
            const world = worlds();
            const release = await holdLock(world, "experimentation roles");
            world.log.length = 0;

            const rotating = world.rotate("reader");
            rotating.catch(() => undefined);
            await sleep(1500);
            world.writer.stall();
            await assert.rejects(rotating);
            const log = world.log.join("\n");
            await world.heal();
            await release();
            await world.retryRotation("reader");

            assert.match(log, /"ok":false,"code":"deadlineExceeded","outcome":"failed"/);
            assert.deepEqual(await freshRead(world), ["ok"]);
        });

        it("two runs of one rotation at once", async () => {
            const world = worlds();
            const other = await world.startRotation();
            const invokes = [world.invokeRotation(), world.invokeRotation(other)];
            // Both have looked, and found no value, before either stores one.
            world.faults = ({ action }) => (action.endsWith(":PutSecretValue") ? { delayMs: 400 } : undefined);

            await world.rotate("reader", async (functionArn, event) => {
                await Promise.all(invokes.map((invoke) => invoke(functionArn, event)));
            });
            await other.stop();

            assert.deepEqual(await freshRead(world), ["ok"]);
        });

        it("rotations of three secrets at once", async () => {
            const world = worlds();
            const functions = await Promise.all(kinds.map(() => world.startRotation()));

            await Promise.all(kinds.map((kind, index) => world.rotate(kind, world.invokeRotation(functions[index]))));
            await Promise.all(functions.map((each) => each.stop()));

            assert.deepEqual([await freshRead(world), verdict(await world.ask(write))], [["ok"], ["ok"]]);
        });

        it("a master whose secret rotates between the steps", async () => {
            const world = worlds();
            const invoke = world.invokeRotation();
            let masterReads = 0;

            await world.rotate("reader", async (functionArn, event) => {
                if (event.Step === "setSecret") {
                    const renewSecret = await rotateMaster(world);
                    // The step reads the pending version, the current one, the master's secret, and that once more.
                    world.faults = ({ action }) => {
                        masterReads += action.endsWith(":GetSecretValue") ? 1 : 0;
                        if (masterReads === 4) renewSecret();
                        return undefined;
                    };
                }
                await invoke(functionArn, event);
                world.faults = () => undefined;
            });

            assert.deepEqual([masterReads, await freshRead(world)], [4, ["ok"]]);
        });

        it("thirty tables of a migration login that are in use: the rotation ends, and a later one takes them", async () => {
            const world = worlds();
            const names = Array.from({ length: 30 }, (_, index) => `experimentation.busy_${index}`);
            await world.sql.unsafe(
                names
                    .map((name) => `create table ${name} (id int); alter table ${name} owner to migration_a`)
                    .join(";"),
            );
            const user = world.connectAsSuperuser();
            await user.unsafe(`begin; lock table ${names.join(", ")} in access share mode`);
            const patient = await world.startRotation(10);
            world.log.length = 0;

            await world.rotate("migration", world.invokeRotation(patient));
            const log = world.log.join("\n");
            await user.end({ timeout: 1 });
            await world.rotate("migration", world.invokeRotation(patient));

            const owners = await world.sql`
                select distinct tableowner as owner from pg_tables where tablename like 'busy\\_%'`;
            await patient.stop();
            await world.sql.unsafe(`drop table ${names.join(", ")}`);
            assert.match(log, /TABLE experimentation.busy_0 stays with its owner migration_a: 55P03/);
            assert.match(log, /\d objects in schema experimentation are left to the next rotation/);
            assert.deepEqual([...owners], [{ owner: "experimentation_owner" }]);
        });

        it("two rotations in a row under live traffic lose no request", async () => {
            const world = worlds();
            let isRotating = true;
            const traffic = async (event: unknown): Promise<unknown[]> => {
                const failed: unknown[] = [];
                while (isRotating) {
                    const answer = verdict(await world.ask(event));
                    if (answer[0] !== "ok") failed.push(answer);
                }
                return failed;
            };
            const running = [traffic(read), traffic(write)];

            const fresh: unknown[] = [];
            for (let round = 0; round < 2; round += 1) {
                for (const kind of kinds) await world.rotate(kind);
                const other = await world.startAccess();
                fresh.push(verdict(await other.invoke(read)), verdict(await other.invoke(write)));
                await other.stop();
            }
            isRotating = false;
            const failed = (await Promise.all(running)).flat();

            assert.deepEqual([failed, fresh], [[], [["ok"], ["ok"], ["ok"], ["ok"]]]);
        });
    });
}

/** Makes the calls to a place take longer than an invocation. */
function makeSlow(world: World, place: string): void {
    if (place === "the database") {
        world.writer.stall();
    } else {
        world.faults = ({ action }) => (action === place ? { delayMs: 60_000 } : undefined);
    }
}

/** What a process that has nothing cached answers. */
async function freshRead(world: World): Promise<unknown> {
    await world.renew();
    return verdict(await world.ask(read));
}

/** As RDS does it, every seven days: first the password. Returns what renews the secret. */
async function rotateMaster({ sql, aws, masterSecretArn, masterUsername }: World): Promise<() => void> {
    const password = "the-master-has-another-password";
    await sql.unsafe(`alter role ${masterUsername} password '${password}'`);
    return () => {
        aws.endpoints.replaceSecretValue(masterSecretArn, JSON.stringify({ username: masterUsername, password }));
    };
}
