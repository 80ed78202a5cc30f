import { exitCodes } from "../cli/command";

/** The exit codes of `npm run drill`, besides 130 for an interruption. */
export const drillExitCodes = {
    ...exitCodes,
    noBackup: 3,
    restoreFailed: 4,
    checkFailed: 5,
    leftBehind: 6,
} as const;

/** A failure with an exit code of its own. */
export class DrillError extends Error {
    constructor(
        readonly exitCode: number,
        message: string,
    ) {
        super(message);
    }
}
