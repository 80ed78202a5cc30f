/** A signal that Ctrl-C and what ends processes abort, with the reason as a sentence. */
export function abortOnInterrupt(): AbortSignal {
    const interruption = new AbortController();
    const interrupt = (name: NodeJS.Signals) => {
        interruption.abort(new Error(`Interrupted by ${name}.`));
    };
    process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
    return interruption.signal;
}
