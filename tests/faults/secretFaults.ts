import assert from "node:assert/strict";
import { awsError, throttled } from "../../local/aws/awsError";
import type { Fault } from "../../local/aws/faults";
import { describeFaults, keepUsable, read, type FaultCase, type Worlds } from "./harness/cases";
import { verdict, type Verdict } from "./harness/answers";
import { timeoutSeconds, type World } from "./harness/world";

const secretsManager = "secretsmanager:GetSecretValue";
const parameterStore = "ssm:GetParameters";

const faults: readonly { readonly title: string; readonly fault: Fault; readonly expected: Verdict }[] = [
    {
        title: "is too slow",
        fault: { delayMs: 60_000 },
        expected: ["deadlineExceeded", true, "notSent"],
    },
    { title: "throttles", fault: { error: throttled() }, expected: ["awsUnavailable", true, "notSent"] },
    {
        title: "fails",
        fault: { error: awsError("InternalServiceError", "The service failed.", 500) },
        expected: ["awsUnavailable", true, "notSent"],
    },
    {
        title: "denies",
        fault: { error: awsError("AccessDeniedException", "Not you.") },
        expected: ["awsAccessDenied", false, "notSent"],
    },
];

const awsCases: readonly FaultCase[] = [secretsManager, parameterStore].flatMap((action) =>
    faults.map(({ title, fault, expected }) => ({
        title: `${action} ${title}`,
        prepare: async (world: World) => {
            // The SDK tries three times, and pauses for longer after it was throttled.
            await world.renew(fault.delayMs === undefined ? 15 : timeoutSeconds);
            world.faults = (call) => (call.action === action ? fault : undefined);
        },
        event: read,
        expected,
    })),
);

const values: readonly { readonly title: string; readonly value: string; readonly expected: Verdict }[] = [
    { title: "no JSON", value: "password", expected: ["secretMalformed", false, "notSent"] },
    { title: "no password", value: '{"host":"x"}', expected: ["credentialsNotReady", true, "notSent"] },
    {
        title: "a login that does not exist",
        value: '{"username":"nobody_a","password":"wrong"}',
        expected: ["authenticationFailed", false, "notSent"],
    },
];

/** What Secrets Manager, Parameter Store and what they hold can do. */
export function describeSecretFaults(worlds: Worlds): void {
    describe("secrets and parameters", () => {
        describeFaults("calls of AWS", worlds, awsCases);

        describe("values", () => {
            keepUsable(worlds);

            for (const { title, value, expected } of values) {
                it(`a secret that holds ${title}: ${expected.join(", ")}`, async () => {
                    const world = worlds();
                    world.aws.endpoints.replaceSecretValue(world.secretArn("reader"), value);
                    await world.renew();

                    const answer = verdict(await world.ask(read));
                    // The version before it is left pending: Secrets Manager finishes that rotation once more.
                    await world.retryRotation("reader");

                    assert.deepEqual(answer, expected);
                });
            }

            it("a password that is not the server's: authenticationFailed, false, notSent", async () => {
                const world = worlds();
                const logins = ["reader_a", "reader_b"];
                await world.sql.unsafe(logins.map((login) => `alter role ${login} password 'other'`).join("; "));
                await world.renew();

                const answer = verdict(await world.ask(read));
                await world.rotate("reader");

                assert.deepEqual(answer, ["authenticationFailed", false, "notSent"]);
            });

            it("a login that is locked out: authenticationFailed, false, notSent", async () => {
                const world = worlds();
                const logins = ["reader_a", "reader_b"];
                await world.sql.unsafe(logins.map((login) => `alter role ${login} nologin`).join("; "));
                await world.renew();

                const answer = verdict(await world.ask(read));
                await world.rotate("reader");

                assert.deepEqual(answer, ["authenticationFailed", false, "notSent"]);
            });

            it("a login without a free connection: tooManyConnections, true, notSent", async () => {
                const world = worlds();
                const logins = ["application_a", "application_b"];
                await world.sql.unsafe(logins.map((login) => `alter role ${login} connection limit 0`).join("; "));
                await world.renew();

                const answer = verdict(await world.ask({ ...read, target: "writer" }));
                await world.rotate("application");

                assert.deepEqual(answer, ["tooManyConnections", true, "notSent"]);
            });

            it("parameters that are missing: parametersMissing, false, notSent", async () => {
                const poor = await worlds().startAccessWithout("database-reader-host");

                const answer = verdict(await poor.access.invoke(read));
                await poor.stop();

                assert.deepEqual(answer, ["parametersMissing", false, "notSent"]);
            });

            it("a server without a free connection: tooManyConnections, true, notSent", async () => {
                const world = worlds();
                await world.renew();
                const giveBack = await takeAllConnections(world);

                const answer = verdict(await world.ask({ ...read, target: "writer" }));
                await giveBack();

                assert.deepEqual(answer, ["tooManyConnections", true, "notSent"]);
            });

            it("two rotations since the secret was read: ok", async () => {
                const world = worlds();
                await world.rotate("reader");
                await world.rotate("reader");
                world.reader.cut("end");

                const answer = verdict(await world.ask(read));

                assert.deepEqual(answer, ["ok"]);
            });
        });
    });
}

/** Leaves only the connections that the server keeps for superusers. Returns what gives the others back. */
async function takeAllConnections(world: World): Promise<() => Promise<void>> {
    const [row] = await world.sql<{ free: number }[]>`
        select current_setting('max_connections')::int - current_setting('superuser_reserved_connections')::int
            - (select count(*)::int from pg_stat_activity where backend_type = 'client backend') as free`;
    const taken = Array.from({ length: row?.free ?? 0 }, () => world.connectAsSuperuser());
    await Promise.all(taken.map((sql) => sql`select 1`));
    return async () => {
        await Promise.all(taken.map((sql) => sql.end({ timeout: 1 })));
    };
}
