import { RunError } from "@pulumi/pulumi";
import { ConfigurationError } from "../../settings/configReader";
import { exitCodes } from "./command";
import { failureText } from "./failure";
import { exitCodeOf } from "./interruption";

/** How a command ends that did not do its work. */
export interface CommandFailure {
    /** For the user, without a stack trace. */
    readonly message: string;
    readonly exitCode: number;
}

/**
 * Describes the failure of a command.
 *
 * @param result precedes the message, for instance `Nothing was planned.` A mistake in the stack's configuration and an
 * interruption are described by their message alone.
 * @param signal the signal that interrupts the command. Default: none.
 */
export function commandFailure(result: string, error: unknown, signal?: AbortSignal): CommandFailure {
    const message = failureText(error);
    if (signal?.aborted === true) return { message, exitCode: exitCodeOf(signal) };
    const isMistake = RunError.isInstance(error) || error instanceof ConfigurationError;
    return { message: isMistake ? message : `${result} ${message}`, exitCode: exitCodes.failed };
}
