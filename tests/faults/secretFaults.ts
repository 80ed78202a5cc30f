import assert from "node:assert/strict";
import { awsError } from "../../tools/local/aws/awsError";
import { awsCases, readSecret, silenceCases } from "./awsCases";
import { describeFaults, keepUsable, read, type Worlds, write } from "./harness/cases";
import { describeVerdict, type Failure, payload, verdict } from "./harness/verdict";
import type { Kind, World } from "./harness/world";

const values: readonly { readonly title: string; readonly value: string; readonly expected: Failure }[] = [
    { title: "a text that is not JSON", value: "password", expected: ["secretMalformed", false, "notSent"] },
    { title: "no password", value: '{"host":"x"}', expected: ["credentialsNotReady", true, "notSent"] },
    {
        title: "a login that does not exist",
        value: '{"username":"nobody_a","password":"wrong"}',
        expected: ["authenticationFailed", false, "notSent"],
    },
];

/** Changes to both logins of a kind. A rotation reverts them. */
const roles: readonly {
    readonly title: string;
    readonly kind: Kind;
    readonly change: string;
    readonly event: unknown;
    readonly expected: Failure;
}[] = [
    {
        title: "a login whose password differs from the secret's",
        kind: "reader",
        change: "password 'other'",
        event: read,
        expected: ["authenticationFailed", false, "notSent"],
    },
    {
        title: "a login that is not allowed to log in",
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

/** Faults of Secrets Manager and Parameter Store, and wrong secrets, parameters and logins. */
export function describeSecretFaults(worlds: Worlds): void {
    describe("secrets and parameters", () => {
        describeFaults("calls of AWS", worlds, awsCases);
        describeFaults("the network to AWS", worlds, silenceCases);

        describe("connections to AWS", () => {
            keepUsable(worlds);

            it("that were silently lost between two invocations do not delay the next one", async () => {
                const world = worlds();
                const healthCheck = { action: "healthCheck" };
                await world.invoke(healthCheck);
                world.awsNetwork.stallExisting();

                const { ok, passwordAgeError } = payload(await world.invoke(healthCheck));
                const left = world.awsNetwork.connections;
                // A health check also connects to the writer as the reader's login, and keeps that connection.
                await world.restartAccess();

                assert.deepEqual([ok, passwordAgeError, left], [true, undefined, 0]);
            });
        });

        describe("values", () => {
            keepUsable(worlds);

            for (const { title, value, expected } of values) {
                it(`a secret that contains ${title}: ${describeVerdict(expected)}`, async () => {
                    const world = worlds();
                    world.aws.endpoints.replaceSecretValue(world.secretArn("reader"), value);
                    await world.restartAccess();

                    const answer = verdict(await world.invoke(read));
                    // The previous version is pending now: Secrets Manager repeats that rotation.
                    await world.retryRotation("reader");

                    assert.deepEqual(answer, expected);
                });
            }

            for (const { title, kind, change, event, expected } of roles) {
                it(`${title}: ${describeVerdict(expected)}`, async () => {
                    const world = worlds();
                    const logins = [`${kind}_a`, `${kind}_b`];
                    await world.sql.unsafe(logins.map((login) => `alter role ${login} ${change}`).join("; "));
                    await world.restartAccess();

                    const answer = verdict(await world.invoke(event));
                    await world.rotate(kind);

                    assert.deepEqual(answer, expected);
                });
            }

            it("a secret without a version: fails with awsUnavailable (not retryable, notSent)", async () => {
                const world = worlds();
                const missing = "Secrets Manager can't find the specified secret value for staging label: AWSCURRENT";
                const error = awsError("ResourceNotFoundException", missing);
                world.faults = ({ action }) => (action === readSecret ? { error } : undefined);
                await world.restartAccess();

                const answer = verdict(await world.invoke(read));

                assert.deepEqual(answer, ["awsUnavailable", false, "notSent"]);
            });

            it("a missing parameter: fails with parametersMissing (not retryable, notSent)", async () => {
                const incomplete = await worlds().startAccessWithout("database-reader-host");

                const answer = verdict(await incomplete.access.invoke(read));
                await incomplete.stop();

                assert.deepEqual(answer, ["parametersMissing", false, "notSent"]);
            });

            it("a server without a free connection: fails with tooManyConnections (retryable, notSent)", async () => {
                const world = worlds();
                await world.restartAccess();
                const release = await takeAllConnections(world);

                const answer = verdict(await world.invoke(write));
                await release();

                assert.deepEqual(answer, ["tooManyConnections", true, "notSent"]);
            });

            it("two rotations since the secret was read: succeeds", async () => {
                const world = worlds();
                await world.rotate("reader");
                await world.rotate("reader");
                world.reader.cut("end");

                const answer = verdict(await world.invoke(read));

                assert.deepEqual(answer, ["ok"]);
            });
        });
    });
}

/** Opens all connections that are not reserved for superusers. Returns a function that closes them. */
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
