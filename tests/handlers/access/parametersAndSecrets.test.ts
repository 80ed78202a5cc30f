import assert from "node:assert/strict";
import { awsFailure, lambdaContext } from "../../harness/fakes";
import { secretArns } from "../../harness/platform";
import { createOfflineAccess } from "./offlineAccess";
import { verdictOf } from "./verdict";

const event = { action: "query", sql: "select 1" };

describe("the access function's parameters and secrets", () => {
    it("are named where they are missing", async () => {
        const { parameters, access } = createOfflineAccess();
        for (const name of ["host", "port"]) parameters.values.set(`/test/database/${name}`, "");

        const answer = await access()(event, lambdaContext());

        assert.equal(
            !answer.ok && answer.error.message,
            "/test/database/host, /test/database/port: not in the parameter store; deploy the stack again",
        );
    });

    it("cause parametersMissing where one has no value", async () => {
        const { parameters, access } = createOfflineAccess();
        parameters.values.set("/test/database/reader-host", "");

        const answer = await access()(event, lambdaContext());

        assert.deepEqual(verdictOf(answer), ["parametersMissing", false, "notSent"]);
    });

    const parameterMistakes: readonly (readonly [name: string, value: string, rule: string])[] = [
        ...["0", "65536", "5432.0", "5e3", "0x50", " 5432", "-1", "NaN", "port", "05432"].map(
            (port) => ["port", port, `port: ${port}: must be a whole number from 1 to 65535`] as const,
        ),
        ["port", "9".repeat(200), `port: ${"9".repeat(60)}: must be a whole number from 1 to 65535`],
        ["name", "a\0user\0b", "name: must not hold the character U+0000"],
        ["reader-host", "a\0b", "reader-host: must not hold the character U+0000"],
    ];
    for (const [name, value, rule] of parameterMistakes) {
        it(`are refused by name where ${name} is ${JSON.stringify(value).slice(0, 40)}`, async () => {
            const { parameters, access } = createOfflineAccess();
            parameters.values.set(`/test/database/${name}`, value);

            const answer = await access()(event, lambdaContext());

            assert.deepEqual(answer, {
                ok: false,
                action: "query",
                error: {
                    code: "parameterInvalid",
                    message: `/test/database/${rule}; deploy the stack again`,
                    retryable: false,
                    outcome: "notSent",
                },
            });
        });
    }

    const secretMistakes: readonly (readonly [title: string, value: string, code: string, retryable: boolean])[] = [
        ["no password yet", '{"engine":"postgres","host":"x"}', "credentialsNotReady", true],
        ["a password that is not a text", '{"username":"reader_a","password":1}', "secretMalformed", false],
        ["a user name only", '{"username":"reader_a"}', "secretMalformed", false],
        ["a user name with U+0000", '{"username":"a\\u0000user","password":"x"}', "secretMalformed", false],
        ["a password with U+0000", '{"username":"reader_a","password":"a\\u0000b"}', "secretMalformed", false],
        ["an array", "[]", "secretMalformed", false],
        ["no JSON", "reader_a", "secretMalformed", false],
    ];
    for (const [title, value, code, retryable] of secretMistakes) {
        it(`cause ${code} where the secret contains ${title}`, async () => {
            const { vault, access } = createOfflineAccess();
            vault.overwriteText(secretArns.reader, "AWSCURRENT", value);

            const answer = await access()(event, lambdaContext());

            assert.deepEqual(verdictOf(answer), [code, retryable, "notSent"]);
        });
    }

    const refusals: readonly (readonly [name: string, code: string, retryable: boolean])[] = [
        ["AccessDeniedException", "awsAccessDenied", false],
        ["ThrottlingException", "awsUnavailable", true],
        ["InternalServiceError", "awsUnavailable", true],
        ["ResourceNotFoundException", "awsUnavailable", false],
    ];
    for (const [name, code, retryable] of refusals) {
        for (const service of ["parameters", "vault"] as const) {
            it(`cause ${code} where ${service === "vault" ? "Secrets Manager" : "SSM"} returns ${name}`, async () => {
                const offline = createOfflineAccess();
                offline[service].onCall = () => {
                    throw awsFailure(name);
                };

                const answer = await offline.access()(event, lambdaContext());

                assert.deepEqual(verdictOf(answer), [code, retryable, "notSent"]);
            });
        }
    }
});
