import assert from "node:assert/strict";
import { rollUpMetrics } from "../../../handlers/access/rollUp/rollUpMetrics";
import type { ErrorCode } from "../../../handlers/shared/errorCodes";
import { toRecord } from "../../../offline/toRecord";
import { formatProblems } from "./embeddedMetricFormat";

const context = { namespace: "experimentation-database/experimentation-prod", timestamp: Date.now(), requestId: "r" };
const result = { ok: true, exposures: 3, units: 4, events: 5, asOf: null, dropped: [], skipped: [] } as const;

describe("rollUpMetrics", () => {
    it("reports a roll-up in CloudWatch's format", () => {
        const document = rollUpMetrics({ ...result, status: "done" }, context);

        assert.deepEqual(formatProblems(JSON.stringify(document)), []);
        assert.deepEqual(document, {
            _aws: {
                Timestamp: context.timestamp,
                CloudWatchMetrics: [
                    {
                        Namespace: context.namespace,
                        Dimensions: [[]],
                        Metrics: [{ Name: "RolledUp", Unit: "None" }],
                    },
                ],
            },
            RolledUp: 1,
            requestId: "r",
            code: null,
            exposures: 3,
            units: 4,
            events: 5,
        });
    });

    it("reports 0 while something is left", () => {
        const document = toRecord(rollUpMetrics({ ...result, status: "more" }, context));

        assert.equal(document.RolledUp, 0);
    });

    for (const status of ["busy", "paused"] as const) {
        it(`reports nothing if the roll-up is ${status}`, () => {
            const document = rollUpMetrics({ ...result, status }, context);

            assert.equal(document, undefined);
        });
    }

    it("reports a finished roll-up that could not drop old events, with the code", () => {
        const dropError = failure("lockTimeout");

        const document = toRecord(rollUpMetrics({ ...result, status: "done", dropError }, context));

        assert.deepEqual([document.RolledUp, document.code], [1, "lockTimeout"]);
    });

    const failures: readonly (readonly [ErrorCode, number])[] = [
        ["databaseUnreachable", 0],
        ["credentialsNotReady", 0],
        ["commitUnconfirmed", 0],
        ["schemaOlder", 1],
    ];
    for (const [code, value] of failures) {
        it(`reports ${value} for ${code}`, () => {
            const document = toRecord(rollUpMetrics({ ok: false, error: failure(code) }, context));

            assert.deepEqual([document.RolledUp, document.code], [value, code]);
        });
    }
});

function failure(code: ErrorCode) {
    return { code, message: "", retryable: false, outcome: "failed" } as const;
}
