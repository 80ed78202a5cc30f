import assert from "node:assert/strict";
import { awsError, throttled } from "../../tools/local/aws/awsError";
import type { Fault } from "../../tools/local/aws/faults";
import { payload, type Verdict, verdict } from "./harness/answers";
import { describeFaults, type FaultCase, keepUsable, read, type Worlds, write } from "./harness/cases";
import { type Kind, timeoutSeconds, type World } from "./harness/world";

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
    { title: "answers nothing", fault: { isEmpty: true }, expected: ["awsUnavailable", true, "notSent"] },
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

/** Silence on the way to AWS: SSM has the first connection of a fresh process, Secrets Manager the second. */
const silenceCases: readonly FaultCase[] = [
    {
        title: "silence on the first connection to SSM",
        prepare: async (world) => {
            await world.renew();
            world.awsNetwork.stalls = [true];
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "silence on the first connection to Secrets Manager",
        prepare: async (world) => {
            await world.renew();
            world.awsNetwork.stalls = [false, true];
        },
        event: read,
        expected: ["ok"],
    },
    {
        title: "silence on every connection",
        prepare: async (world) => {
            await world.renew();
            world.awsNetwork.stall();
        },
        event: read,
        expected: ["deadlineExceeded", true, "notSent"],
    },
];

const values: readonly { readonly title: string; readonly value: string; readonly expected: Verdict }[] = [
    { title: "no JSON", value: "password", expected: ["secretMalformed", false, "notSent"] },
    { title: "no password", value: '{"host":"x"}', expected: ["credentialsNotReady", true, "notSent"] },
    {
        title: "a login that does not exist",
        value: '{"username":"nobody_a","password":"wrong"}',
        expected: ["authenticationFailed", false, "notSent"],
    },
];

/** What may have become of both logins of a kind; a rotation mends it. */
const roles: readonly {
    readonly title: string;
    readonly kind: Kind;
    readonly change: string;
    readonly event: unknown;
    readonly expected: Verdict;
}[] = [
    {
        title: "a password that is not the server's",
        kind: "reader",
        change: "password 'other'",
        event: read,
        expected: ["authenticationFailed", false, "notSent"],
    },
    {
        title: "a login that is locked out",
        kind: "reader",
        change: "nologin",
        event: read,
        expected: ["authenticationFailed", false, "notSent"],
    },
    {
        title: "a login without a free connection",
        kind: "application",
        change: "connection limit 0",
        event: write,
        expected: ["tooManyConnections", true, "notSent"],
    },
];

/** What Secrets Manager, Parameter Store and what they hold can do. */
export function describeSecretFaults(worlds: Worlds): void {
    describe("secrets and parameters", () => {
        describeFaults("calls of AWS", worlds, awsCases);
        describeFaults("the network to AWS", worlds, silenceCases);

        describe("connections to AWS", () => {
            keepUsable(worlds);

            it("that were lost in silence between two invocations, cost the next one nothing", async () => {
                const world = worlds();
                const healthCheck = { action: "healthCheck" };
                await world.ask(healthCheck);
                world.awsNetwork.stallExisting();

                const { ok, passwordAgeError } = payload(await world.ask(healthCheck));
                const left = world.awsNetwork.connections;
                // A health check asks the writer as the reader's login too, on a connection that is kept.
                await world.renew();

                assert.deepEqual([ok, passwordAgeError, left], [true, undefined, 0]);
            });
        });

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

            for (const { title, kind, change, event, expected } of roles) {
                it(`${title}: ${expected.join(", ")}`, async () => {
                    const world = worlds();
                    const logins = [`${kind}_a`, `${kind}_b`];
                    await world.sql.unsafe(logins.map((login) => `alter role ${login} ${change}`).join("; "));
                    await world.renew();

                    const answer = verdict(await world.ask(event));
                    await world.rotate(kind);

                    assert.deepEqual(answer, expected);
                });
            }

            it("a secret without a version: awsUnavailable, false, notSent", async () => {
                const world = worlds();
                const missing = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
                const error = awsError("ResourceNotFoundException", missing);
                world.faults = ({ action }) => (action === secretsManager ? { error } : undefined);
                await world.renew();

                const answer = verdict(await world.ask(read));

                assert.deepEqual(answer, ["awsUnavailable", false, "notSent"]);
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

                const answer = verdict(await world.ask(write));
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
