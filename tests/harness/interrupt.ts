/**
 * Ends mocha on Ctrl-C. Without it, mocha would wait forever for its workers, which the same Ctrl-C has ended. The
 * tests' guards stop their processes and remove their files.
 */
export function endOnInterrupt(): void {
    process.prependOnceListener("SIGINT", () => {
        process.exit(130);
    });
}
