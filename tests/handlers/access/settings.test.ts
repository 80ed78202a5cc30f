import assert from "node:assert/strict";
import { lambdaContext } from "../../harness/fakes";
import { createOfflineAccess } from "./offlineAccess";

describe("the access function's environment variables", () => {
    const mistakes: readonly (readonly [Readonly<Record<string, string>>, string])[] = [
        [
            { ENVIRONMENT: "" },
            "ENVIRONMENT: not set; the function needs this environment variable, deploy the stack again",
        ],
        [{ PARAMETER_PATH: "/x" }, "PARAMETER_PATH: /x: must end in a slash; add it"],
        [{ ACCESS_MODE: "all" }, "ACCESS_MODE: all: must be readOnly or readWrite; deploy the stack again"],
        [
            { METRICS_NAMESPACE: "" },
            "METRICS_NAMESPACE: not set; the function needs this environment variable, deploy the stack again",
        ],
        ...[":x", "Größe", "two\nlines", "x".repeat(256)].map(
            (namespace) =>
                [
                    { METRICS_NAMESPACE: namespace },
                    `METRICS_NAMESPACE: ${namespace}: must be at most 255 ASCII characters, the first no colon; change it`,
                ] as const,
        ),
        ...["yes", "false", ""].map(
            (pauses) =>
                [
                    { DATABASE_PAUSES: pauses },
                    `DATABASE_PAUSES: ${pauses}: must be true or missing; deploy the stack again`,
                ] as const,
        ),
        [
            { CA_FILE: "/none" },
            "CA_FILE: /none: cannot be read; name a file with the database's certificate authorities",
        ],
    ];
    for (const [variables, message] of mistakes) {
        it(`are refused with the variable's name: ${JSON.stringify(variables).slice(0, 60)}`, async () => {
            const access = createOfflineAccess().access(variables);

            const answer = await access({ action: "query", sql: "select 1" }, lambdaContext());

            assert.deepEqual(answer, {
                ok: false,
                action: "query",
                error: { code: "configurationInvalid", message, retryable: false, outcome: "notSent" },
            });
        });
    }
});
