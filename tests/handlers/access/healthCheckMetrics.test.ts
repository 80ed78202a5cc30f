import assert from "node:assert/strict";
import type { Answer } from "../../../handlers/access/handler";
import type { LambdaContext } from "../../../handlers/shared/deadline";
import type { EnvironmentVariables } from "../../../handlers/shared/environment";
import { awsFailure, daysAgo, lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform, secretArns } from "../../harness/platform";
import { allMetrics, formatProblems, healthDirective, type Json } from "./embeddedMetricFormat";

describe("the metrics of the action healthCheck", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("access_metrics");
        await platform.rotateAll();
        platform.vault.setDates(secretArns.migration, { LastRotatedDate: daysAgo(1), CreatedDate: daysAgo(90) });
        platform.vault.setDates(secretArns.application, { LastRotatedDate: daysAgo(31.5), CreatedDate: daysAgo(90) });
        platform.vault.setDates(secretArns.reader, { CreatedDate: daysAgo(2.25) });
    });

    beforeEach(() => {
        platform.log.length = 0;
    });

    afterEach(() => {
        platform.vault.onCall = () => undefined;
        platform.parameters.onCall = () => undefined;
    });

    after(async () => {
        await platform.drop();
    });

    const ages = { migration: 1, application: 31.5, reader: 2.3 };
    const noAges = { migration: null, application: null, reader: null };

    for (const mode of ["readOnly", "readWrite"]) {
        it(`are logged as one line after that of the invocation: ${mode}`, async () => {
            const answer = await check({ environment: { ACCESS_MODE: mode } });

            const [invocation, metrics] = lines(platform);
            assert.equal(platform.log.length, 2);
            assert.deepEqual(passwordsOf(answer), { ok: true, passwordAgeDays: ages, passwordAgeError: undefined });
            assert.deepEqual([invocation?.action, invocation?.ok, invocation?.code], ["healthCheck", true, null]);
            assert.deepEqual(formatProblems(platform.log[1] ?? ""), []);
            assert.deepEqual(withoutTimestamp(metrics), {
                _aws: {
                    CloudWatchMetrics: [healthDirective("test/database", ...allMetrics)],
                },
                Healthy: 1,
                WriterReachable: 1,
                PasswordAgeDays: 31.5,
                UnknownPasswordAges: 0,
                requestId: "request-1",
                code: null,
                ageDays: ages,
                ageCode: null,
            });
        });
    }

    it("contain the error's code if the database cannot be reached", async () => {
        platform.parameters.values.set("/test/database/reader-host", "nowhere.invalid");

        const answer = await check();
        platform.parameters.values.set("/test/database/reader-host", "localhost");

        assert.deepEqual(passwordsOf(answer), { ok: false, passwordAgeDays: ages, passwordAgeError: undefined });
        assert.deepEqual(formatProblems(platform.log[1] ?? ""), []);
        assert.deepEqual(values(platform), [0, 1, 31.5, 0, "hostNotFound", null]);
    });

    it("show an unreachable writer", async () => {
        platform.parameters.values.set("/test/database/host", "nowhere.invalid");

        await check();
        platform.parameters.values.set("/test/database/host", "localhost");

        assert.deepEqual(values(platform), [0, 0, 31.5, 0, "hostNotFound", null]);
    });

    for (const kind of ["migration", "application", "reader"] as const) {
        it(`stay healthy if the age of ${kind} is refused, and contain the reason`, async () => {
            platform.vault.onCall = ({ command, input }) => {
                if (command === "DescribeSecretCommand" && input.SecretId === secretArns[kind]) {
                    throw awsFailure("AccessDeniedException");
                }
            };

            const answer = await check();

            const passwordAgeError = {
                code: "awsAccessDenied",
                message: "AWS denied a call. Check the permissions of the function's role.",
                retryable: false,
                outcome: "notSent",
            };
            const passwordAgeDays = { ...ages, [kind]: null };
            assert.deepEqual(passwordsOf(answer), { ok: true, passwordAgeDays, passwordAgeError });
            assert.deepEqual(formatProblems(platform.log[1] ?? ""), []);
            const oldest = kind === "application" ? 2.3 : 31.5;
            assert.deepEqual(values(platform), [1, 1, oldest, 1, null, "awsAccessDenied"]);
        });
    }

    it("stay healthy if the ages do not arrive, and leave time for the response", async () => {
        const context = lambdaContext(2500);
        platform.vault.onCall = ({ command }) =>
            command === "DescribeSecretCommand" ? new Promise(() => undefined) : undefined;

        const answer = await check({ context });

        const left = context.getRemainingTimeInMillis();
        assert.equal(answer.ok, true);
        assert.ok(left > 500, String(left));
        assert.deepEqual(values(platform), [1, 1, undefined, 3, null, "awsUnavailable"]);
    });

    it("are logged if the parameters cannot be read", async () => {
        platform.parameters.onCall = () => {
            throw awsFailure("ThrottlingException");
        };

        const answer = await check();

        const { ok, passwordAgeDays } = passwordsOf(answer);
        assert.deepEqual([ok, passwordAgeDays], [false, noAges]);
        assert.deepEqual(values(platform), [0, undefined, undefined, 3, "awsUnavailable", "awsUnavailable"]);
    });

    it("are logged at each check", async () => {
        const access = platform.access();

        for (let checks = 0; checks < 2; checks += 1) await access({ action: "healthCheck" }, lambdaContext());
        await access.close();

        assert.deepEqual(
            lines(platform).map(({ Healthy }) => Healthy),
            [undefined, 1, undefined, 1],
        );
    });

    it("contain no value of a secret", async () => {
        const passwords = Object.values(secretArns).map((arn) => platform.vault.value(arn, "AWSCURRENT").password);

        const answer = await check();

        const written = JSON.stringify([answer, platform.log]);
        assert.equal(answer.ok, true);
        assert.deepEqual(
            passwords.map((password) => [typeof password, written.includes(password ?? "")]),
            [
                ["string", false],
                ["string", false],
                ["string", false],
            ],
        );
    });

    const others: readonly (readonly [string, object, Readonly<Record<string, string>>])[] = [
        ["a query", { action: "query", sql: "select 1" }, {}],
        ["an invalid health check", { action: "healthCheck", sql: "select 1" }, {}],
        ["a health check with an invalid environment variable", { action: "healthCheck" }, { METRICS_NAMESPACE: "" }],
    ];
    for (const [what, event, environment] of others) {
        it(`are not logged for ${what}`, async () => {
            await check({ event, environment });

            assert.equal(platform.log.length, 1);
            assert.equal(lines(platform)[0]?._aws, undefined);
        });
    }

    /** Invokes a new function and closes it, because the login has few connections. */
    async function check({ event, environment, context }: Partial<Check> = {}): Promise<Answer> {
        const access = platform.access(environment);
        const answer = await access(event ?? { action: "healthCheck" }, context ?? lambdaContext());
        await access.close();
        return answer;
    }
});

interface Check {
    readonly event: object;
    readonly environment: EnvironmentVariables;
    readonly context: LambdaContext;
}

function lines({ log }: Platform): Json[] {
    return log.map((line) => parse(line));
}

function parse(line: string): Json {
    const value: unknown = JSON.parse(line);
    return typeof value === "object" ? { ...value } : {};
}

/** The metrics and codes of the second line. */
function values(platform: Platform): unknown[] {
    const { Healthy, WriterReachable, PasswordAgeDays, UnknownPasswordAges, code, ageCode } = lines(platform)[1] ?? {};
    return [Healthy, WriterReachable, PasswordAgeDays, UnknownPasswordAges, code, ageCode];
}

/** Removes the timestamp, which differs between runs. `formatProblems` checks it. */
function withoutTimestamp(document: Json | undefined): Json {
    return parse(JSON.stringify(document).replace(/"Timestamp":\d+,/, ""));
}

function passwordsOf(answer: Answer): Json {
    assert.ok(answer.action === "healthCheck");
    const { ok, passwordAgeDays, passwordAgeError } = answer;
    return { ok, passwordAgeDays, passwordAgeError };
}
