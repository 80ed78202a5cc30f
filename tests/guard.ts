/**
 * Mocha stays green when a promise that nobody waits for rejects (an assertion in an un-awaited `apply`, say).
 * This makes such a rejection end the run.
 */
process.on("unhandledRejection", (reason) => {
    throw reason;
});
