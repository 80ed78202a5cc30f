import { stopSharedPostgres } from "./postgres";

/**
 * Mocha stays green when a promise that nobody waits for rejects (an assertion in an un-awaited `apply`, say).
 * This makes such a rejection end the run.
 */
process.on("unhandledRejection", (reason) => {
    throw reason;
});

// The SDK announces at every first use that it will leave Node.js 20.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";

/** After the last test, where mocha runs them all in this process. */
export const mochaGlobalTeardown = stopSharedPostgres;
