import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { awsError, throttled } from "../../tools/local/aws/awsError";
import type { Fault } from "../../tools/local/aws/faults";
import { keepUsable, readAfterRestart, type Worlds } from "./harness/cases";
import { holdLock } from "./harness/holdLock";
import type { World } from "./harness/world";

/** Where a rotation is interrupted: at an AWS call, or during a connection to the database. */
const interruptions = [
    "secretsmanager:DescribeSecret",
    "secretsmanager:GetRandomPassword",
    "secretsmanager:PutSecretValue",
    "secretsmanager:GetSecretValue",
    "secretsmanager:UpdateSecretVersionStage",
    "the database",
];

const failures: readonly { readonly title: string; readonly fault: Fault | "stall"; readonly code: string }[] = [
    { title: "an unreachable database", fault: "stall", code: "databaseUnreachable" },
    { title: "throttling by Secrets Manager", fault: { error: throttled() }, code: "awsUnavailable" },
    {
        title: "a denied call of Secrets Manager",
        fault: { error: awsError("AccessDeniedException", "Not you.") },
        code: "awsAccessDenied",
    },
    { title: "a late response of Secrets Manager", fault: { delayMs: 60_000 }, code: "deadlineExceeded" },
];

/** Rotations in which steps before `finishSecret` have not run. */
const skippedSteps: readonly { readonly title: string; readonly done: readonly string[]; readonly code: string }[] = [
    { title: "finishSecret without a value", done: ["finishSecret"], code: "credentialsNotReady" },
    { title: "finishSecret without setSecret", done: ["createSecret", "finishSecret"], code: "authenticationFailed" },
];

/** Faults during a rotation. The current login keeps working, and the next rotation succeeds. */
export function describeRotationFaults(worlds: Worlds): void {
    describe("rotation", () => {
        keepUsable(worlds);

        for (const place of interruptions) {
            it(`a process that is killed at ${place}: the current login works, and a retry succeeds`, async () => {
                const world = worlds();
                const killing = new AbortController();
                makeSlow(world, place);

                const rotating = world.rotate("reader", world.invokeRotation(world.rotation, killing.signal));
                setTimeout(() => {
                    killing.abort(new Error("killed"));
                }, 700);
                await assert.rejects(rotating);
                await world.removeFaults();
                const meanwhile = await readAfterRestart(world);
                await world.retryRotation("reader");

                assert.deepEqual([meanwhile, await readAfterRestart(world)], [["ok"], ["ok"]]);
            });
        }

        for (const { title, fault, code } of failures) {
            it(`${title}: fails with ${code}, and a retry succeeds`, async () => {
                const world = worlds();
                if (fault === "stall") world.writer.stall();
                else world.faults = ({ action }) => (action === "secretsmanager:DescribeSecret" ? fault : undefined);
                world.log.length = 0;
                // The SDK makes three attempts, with longer pauses when AWS throttles.
                const longRunning = await world.startRotation(fault !== "stall" && fault.error !== undefined ? 15 : 3);

                await assert.rejects(world.rotate("reader", world.invokeRotation(longRunning)));
                await longRunning.stop();
                const log = world.log.join("\n");
                await world.removeFaults();
                const meanwhile = await readAfterRestart(world);
                await world.retryRotation("reader");

                assert.match(log, new RegExp(`"ok":false,"code":"${code}"`));
                assert.deepEqual([meanwhile, await readAfterRestart(world)], [["ok"], ["ok"]]);
            });
        }

        for (const { title, done, code } of skippedSteps) {
            it(`${title}: fails with ${code}, and no version becomes current`, async () => {
                const world = worlds();
                const invoke = world.invokeRotation();

                const rotating = world.rotate("reader", async (functionArn, event) => {
                    if (done.includes(event.Step)) await invoke(functionArn, event);
                });
                await assert.rejects(rotating, { step: "finishSecret", message: new RegExp(code) });
                const meanwhile = await readAfterRestart(world);
                await world.retryRotation("reader");

                assert.deepEqual([meanwhile, await readAfterRestart(world)], [["ok"], ["ok"]]);
            });
        }

        it("silent loss while it waits for another rotation: fails with deadlineExceeded", async () => {
            const world = worlds();
            const release = await holdLock(world, "experimentation roles");
            world.log.length = 0;

            const rotating = world.rotate("reader");
            rotating.catch(() => undefined);
            await sleep(1500);
            world.writer.stall();
            await assert.rejects(rotating);
            const log = world.log.join("\n");
            await world.removeFaults();
            await release();
            await world.retryRotation("reader");

            assert.match(log, /"ok":false,"code":"deadlineExceeded","outcome":"failed"/);
            assert.deepEqual(await readAfterRestart(world), ["ok"]);
        });

        it("a rotation of the master's secret between two steps: succeeds", async () => {
            const world = worlds();
            const invoke = world.invokeRotation();
            let masterReads = 0;

            await world.rotate("reader", async (functionArn, event) => {
                if (event.Step === "setSecret") {
                    const renewSecret = await rotateMaster(world);
                    // The step reads the pending version, the current one, the master's secret, and the master's secret
                    // again.
                    world.faults = ({ action }) => {
                        masterReads += action.endsWith(":GetSecretValue") ? 1 : 0;
                        if (masterReads === 4) renewSecret();
                        return undefined;
                    };
                }
                await invoke(functionArn, event);
                world.faults = () => undefined;
            });

            assert.deepEqual([masterReads, await readAfterRestart(world)], [4, ["ok"]]);
        });

        it("thirty tables of a migration login that are in use: succeeds, and a later rotation changes their owner", async () => {
            const world = worlds();
            const names = Array.from({ length: 30 }, (_, index) => `experimentation.busy_${index}`);
            await world.sql.unsafe(
                names
                    .map((name) => `create table ${name} (id int); alter table ${name} owner to migration_a`)
                    .join(";"),
            );
            const user = world.connectAsSuperuser();
            await user.unsafe(`begin; lock table ${names.join(", ")} in access share mode`);
            const longRunning = await world.startRotation(10);
            world.log.length = 0;

            await world.rotate("migration", world.invokeRotation(longRunning));
            const log = world.log.join("\n");
            await user.end({ timeout: 1 });
            await world.rotate("migration", world.invokeRotation(longRunning));

            const owners = await world.sql`
                select distinct tableowner as owner from pg_tables where tablename like 'busy\\_%'`;
            await longRunning.stop();
            await world.sql.unsafe(`drop table ${names.join(", ")}`);
            assert.match(log, /TABLE experimentation.busy_0 stays with its owner migration_a: 55P03/);
            assert.match(log, /\d objects in schema experimentation are left to the next rotation/);
            assert.deepEqual([...owners], [{ owner: "experimentation_owner" }]);
        });
    });
}

/** Delays the calls to a place beyond the time-out of an invocation. */
function makeSlow(world: World, place: string): void {
    if (place === "the database") {
        world.writer.stall();
    } else {
        world.faults = ({ action }) => (action === place ? { delayMs: 60_000 } : undefined);
    }
}

/** Changes the master's password, as RDS does every seven days. Returns a function that then changes the secret. */
async function rotateMaster({ sql, aws, masterSecretArn, masterUsername }: World): Promise<() => void> {
    const password = "the-master-has-another-password";
    await sql.unsafe(`alter role ${masterUsername} password '${password}'`);
    return () => {
        aws.endpoints.replaceSecretValue(masterSecretArn, JSON.stringify({ username: masterUsername, password }));
    };
}
