import { constants } from "node:os";

/** What Ctrl-C and the signals that end processes do. */
export interface Interruption {
    /** Aborted by the first signal after {@link hold}, with the reason as a sentence. */
    readonly signal: AbortSignal;
    /**
     * From here on there is something to clean up: a signal aborts, and ends nothing by itself. Until then it ends the
     * process at once, as it does by default: synchronous work would keep a handler from running for seconds.
     */
    readonly hold: () => void;
}

/** Leaves signals to end the process, until something is there to clean up. */
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

/** What no signal interrupts. */
export function uninterrupted(): Interruption {
    return { signal: new AbortController().signal, hold: () => undefined };
}

/** The exit code of a command that was interrupted: what a shell shows of one that the signal has ended. */
export function exitCodeOf({ reason }: AbortSignal): number {
    return 128 + constants.signals[reason instanceof Interrupted ? reason.signalName : "SIGINT"];
}

/** A signal as the reason of an abortion. */
class Interrupted extends Error {
    constructor(readonly signalName: NodeJS.Signals) {
        super(`Interrupted by ${signalName}.`);
    }
}
