/** An error for the caller: an HTTP status, a code to act on, and a sentence. */
export function failure(status, code, message) {
    return Object.assign(new Error(message), { status, failureCode: code });
}

/**
 * Describes an error for the caller and for the log. The caller receives only the service's own sentences. PostgreSQL's
 * messages are not logged, because they can quote values of a statement.
 *
 * @returns the HTTP status, the `error` for the caller, and the `reason` for the log if the caller did not cause it.
 */
export function describeFailure(error) {
    const { status, failureCode, message, code = "", name, constraint_name: constraint } = error;
    if (failureCode !== undefined) return { status, error: { code: failureCode, message } };
    const [known, knownCode, sentence] = byConstraint[constraint] ?? bySqlState(code);
    const reason = { name, code, constraint, ...(name !== "PostgresError" && { message }) };
    return { status: known, error: { code: knownCode, message: sentence }, reason };
}

const byConstraint = {
    exposures_experiment_id_unit_id_fkey: [409, "unitNotAssigned", "Assign the unit to the experiment first"],
    variants_one_control: [400, "requestInvalid", "variants: only one can be the control"],
};

function bySqlState(code) {
    if (/^(22|23)/.test(code)) return [400, "valueRefused", "The database refused a value; see the service's log"];
    if (/^42/.test(code)) return [500, "internalError", "The service failed; see its log"];
    // Every call is idempotent, so callers can repeat it.
    return [503, "unavailable", "The database could not be reached or was too slow; repeat the call in a moment"];
}
