import { constants } from "node:os";

/** Handling of Ctrl-C and of the signals that end processes. */
export interface Interruption {
    /** Aborted by the first signal after {@link hold}. The reason's message is a sentence. */
    readonly signal: AbortSignal;
    /**
     * Call it as soon as there is something to clean up. Signals then abort {@link signal} instead of ending the
     * process. Before the call, a signal ends the process at once, as by default; a handler could be delayed for
     * seconds by synchronous work.
     */
    readonly hold: () => void;
}

/** Creates an interruption. Signals end the process until `hold` is called. */
export function createInterruption(): Interruption {
    const interruption = new AbortController();
    const interrupt = (name: NodeJS.Signals) => {
        interruption.abort(new Interrupted(name));
    };
    return {
        signal: interruption.signal,
        hold() {
            process.on("SIGINT", interrupt).on("SIGTERM", interrupt).on("SIGHUP", interrupt);
        },
    };
}

/** An interruption without signals. */
export function uninterrupted(): Interruption {
    return { signal: new AbortController().signal, hold: () => undefined };
}

/** The exit code of an interrupted command, as a shell reports it: 128 plus the signal's number. */
export function exitCodeOf({ reason }: AbortSignal): number {
    return 128 + constants.signals[reason instanceof Interrupted ? reason.signalName : "SIGINT"];
}

/** The reason of an abortion by a signal. */
class Interrupted extends Error {
    constructor(readonly signalName: NodeJS.Signals) {
        super(`Interrupted by ${signalName}.`);
    }
}
