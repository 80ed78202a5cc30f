/**
 * Ends mocha on Ctrl-C. By itself it waits for its workers, which the same Ctrl-C has ended, for ever. What tests leave
 * running and lying about, its guards remove.
 */
export function endOnInterrupt(): void {
    process.prependOnceListener("SIGINT", () => {
        process.exit(130);
    });
}
