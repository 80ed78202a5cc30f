/** An error that the caller is told: an HTTP status, a code to act on, and a sentence. */
export function failure(status, code, message) {
    return Object.assign(new Error(message), { status, failureCode: code });
}

/**
 * What a caller is told of an error, and what the log is. The caller gets the service's own sentences alone. The log
 * gets no message of PostgreSQL's, which can quote the values of a statement.
 *
 * @returns the HTTP status, the `error` for the caller, and for the log the reason where the error is not the caller's.
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
    variants_one_control: [400, "requestInvalid", "variants: one of them may be the control"],
};

function bySqlState(code) {
    if (/^(22|23)/.test(code)) return [400, "valueRefused", "The database refused a value; look at the log"];
    if (/^42/.test(code)) return [500, "internalError", "The service has a fault; look at its log"];
    // Every call can be repeated: doing it twice has the effect of doing it once.
    return [503, "unavailable", "The database could not be reached or was too slow; repeat the call in a moment"];
}
