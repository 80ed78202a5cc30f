import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { describeFailure, failure } from "../../../examples/application/failure.mjs";

/** An error as the driver makes it, whose message quotes what a caller sent. */
const ofServer = (code, constraint) =>
    Object.assign(new Error(`Key (unit_id)=(secret value) … ${code}`), {
        name: "PostgresError",
        code,
        constraint_name: constraint,
    });

describe("the response to an error", () => {
    it("returns the service's own failures unchanged, without a log entry", () => {
        const described = describeFailure(failure(409, "experimentNotRunning", "button is draft"));

        assert.deepEqual(described, {
            status: 409,
            error: { code: "experimentNotRunning", message: "button is draft" },
        });
    });

    for (const [what, error, status, code] of [
        [
            "an exposure before the assignment",
            ofServer("23503", "exposures_experiment_id_unit_id_fkey"),
            409,
            "unitNotAssigned",
        ],
        ["two controls", ofServer("23505", "variants_one_control"), 400, "requestInvalid"],
        ["another constraint", ofServer("23514", "variants_key_check"), 400, "valueRefused"],
        ["a value that has another type", ofServer("22P02"), 400, "valueRefused"],
        ["a missing privilege", ofServer("42501"), 500, "internalError"],
        ["a terminated session", ofServer("57P01"), 503, "unavailable"],
        ["a refused login", ofServer("28P01"), 503, "unavailable"],
        ["too many connections", ofServer("53300"), 503, "unavailable"],
        ["a broken connection", Object.assign(new Error("x"), { code: "ECONNRESET" }), 503, "unavailable"],
        ["a failure of AWS", Object.assign(new Error("no"), { name: "ThrottlingException" }), 503, "unavailable"],
    ]) {
        it(`is for ${what}: ${status} ${code}`, () => {
            const described = describeFailure(error);

            assert.deepEqual([described.status, described.error.code], [status, code]);
            assert.doesNotMatch(JSON.stringify(described), /secret value/);
        });
    }

    it("writes the reason to the log only", () => {
        const reasons = [
            ofServer("23505", "variants_one_control"),
            Object.assign(new Error("role x may not"), { name: "AccessDeniedException" }),
        ].map((error) => describeFailure(error).reason);

        assert.deepEqual(reasons, [
            { name: "PostgresError", code: "23505", constraint: "variants_one_control" },
            { name: "AccessDeniedException", code: "", constraint: undefined, message: "role x may not" },
        ]);
    });
});
