import assert from "node:assert/strict";
import { healthMetrics } from "../../../handlers/access/health/healthMetrics";
import type { ErrorCode, Outcome } from "../../../handlers/shared/errorCodes";
import { allMetrics, formatProblems, healthDirective, type Json } from "./embeddedMetricFormat";
import { healthyEndpoints } from "./healthyEndpoints";

const timestamp = Date.now();
const context = { namespace: "experimentation-database/experimentation-prod", timestamp, requestId: "request-1" };
const passwordAgeDays = { migration: 3.2, application: 29.9, reader: 0 };
const endpointError = failure("hostNotFound");
const ageError = failure("awsAccessDenied");

describe("healthMetrics", () => {
    it("reports a healthy database", () => {
        const document = healthMetrics({ ok: true, endpoints: healthyEndpoints, passwordAgeDays }, context);

        assert.deepEqual(document, {
            _aws: {
                Timestamp: timestamp,
                CloudWatchMetrics: [healthDirective(context.namespace, ...allMetrics)],
            },
            Healthy: 1,
            WriterReachable: 1,
            PasswordAgeDays: 29.9,
            UnknownPasswordAges: 0,
            requestId: "request-1",
            code: null,
            ageDays: { migration: 3.2, application: 29.9, reader: 0 },
            ageCode: null,
        });
    });

    it("reports an unhealthy database with the error's code", () => {
        const document = healthMetrics({ ok: false, error: endpointError, passwordAgeDays }, context);

        assert.deepEqual(withoutMetadata(document), {
            Healthy: 0,
            PasswordAgeDays: 29.9,
            UnknownPasswordAges: 0,
            requestId: "request-1",
            code: "hostNotFound",
            ageDays: { migration: 3.2, application: 29.9, reader: 0 },
            ageCode: null,
        });
    });

    for (const unknown of ["migration", "application", "reader"] as const) {
        it(`counts the unknown age of ${unknown}, and reports the oldest of the others`, () => {
            const ages = { ...passwordAgeDays, [unknown]: null };

            const document = healthMetrics({ ok: true, passwordAgeDays: ages, passwordAgeError: ageError }, context);

            assert.deepEqual(withoutMetadata(document), {
                Healthy: 1,
                PasswordAgeDays: unknown === "application" ? 3.2 : 29.9,
                UnknownPasswordAges: 1,
                requestId: "request-1",
                code: null,
                ageDays: ages,
                ageCode: "awsAccessDenied",
            });
            assert.deepEqual(metricNames(document), ["Healthy", "PasswordAgeDays", "UnknownPasswordAges"]);
        });
    }

    const writers: readonly [code: ErrorCode, outcome: Outcome, reachable: unknown][] = [
        ["databaseUnreachable", "notSent", 0],
        ["hostNotFound", "notSent", 0],
        ["writerDemoted", "failed", 0],
        ["deadlineExceeded", "failed", 0],
        ["deadlineExceeded", "notSent", undefined],
        ["statementTimeout", "failed", 0],
        ["connectionLost", "failed", 0],
        ["tlsRefused", "notSent", 0],
        ["tooManyConnections", "notSent", 1],
        ["databaseMissing", "notSent", 1],
        ["permissionDenied", "failed", 1],
        ["resourcesExhausted", "failed", 1],
        ["systemError", "failed", 1],
        ["statementInvalid", "notSent", 1],
        ["parameterInvalid", "notSent", undefined],
        ["awsUnavailable", "notSent", undefined],
        ["authenticationFailed", "notSent", 1],
        ["credentialsNotReady", "notSent", undefined],
        ["awsAccessDenied", "notSent", undefined],
    ];
    for (const [code, outcome, reachable] of writers) {
        it(`reports WriterReachable ${String(reachable)} for ${code}, ${outcome}`, () => {
            const error = { ...failure("unexpected"), code, outcome };

            const document = healthMetrics(
                { ok: false, error, endpoints: { ...healthyEndpoints, writer: { error } } },
                context,
            );

            assert.equal(member(document, "WriterReachable"), reachable);
        });
    }

    it("reports a check that failed before it had any result", () => {
        const document = healthMetrics({ ok: false, error: failure("unexpected") }, context);

        assert.deepEqual(withoutMetadata(document), {
            Healthy: 0,
            UnknownPasswordAges: 3,
            requestId: "request-1",
            code: "unexpected",
            ageDays: null,
            ageCode: null,
        });
        assert.deepEqual(metricNames(document), ["Healthy", "UnknownPasswordAges"]);
    });

    it("reports 0 days for a password of today", () => {
        const today = { migration: 0, application: 0, reader: 0 };

        const document = healthMetrics({ ok: true, passwordAgeDays: today }, context);

        assert.equal(member(document, "PasswordAgeDays"), 0);
    });

    it("follows the embedded metric format", () => {
        const documents = [
            healthMetrics({ ok: true, passwordAgeDays }, context),
            healthMetrics({ ok: false, error: endpointError, passwordAgeDays }, context),
            healthMetrics({ ok: false, error: endpointError }, context),
        ];

        const problems = documents.flatMap((document) => formatProblems(JSON.stringify(document)));

        assert.deepEqual(problems, []);
    });
});

function failure(code: "hostNotFound" | "awsAccessDenied" | "unexpected") {
    return { code, message: "A sentence.", retryable: false, outcome: "notSent" } as const;
}

function withoutMetadata(document: object): Json {
    return Object.fromEntries(Object.entries(document).filter(([name]) => name !== "_aws"));
}

function metricNames(document: object): string[] {
    return [...JSON.stringify(document).matchAll(/"Name":"(\w+)"/g)].map(([, name]) => String(name));
}

function member(document: object, name: string): unknown {
    return new Map<string, unknown>(Object.entries(document)).get(name);
}
