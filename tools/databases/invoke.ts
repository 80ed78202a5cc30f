import { functionNames } from "../../components/shared/physicalNames";
import type { Reconciliation } from "../../handlers/rotation/databases/reconcile";
import { toRecord } from "../../offline/toRecord";
import type { Settings } from "../../settings";
import { invokeFunction } from "../cli/invokeFunction";
import { reconciliationFrom } from "./answer";

/**
 * Invokes a stack's rotation function with AWS CLI.
 *
 * @throws Error with the function's own code and message, or AWS CLI's.
 */
export async function invokeRotation(
    { region, database: { identifier, rotationTimeoutSeconds } }: Settings,
    event: object,
    signal: AbortSignal,
): Promise<Reconciliation> {
    const name = functionNames(identifier).rotation;
    const { failed, answer } = await invokeFunction(
        { region, name, timeoutSeconds: rotationTimeoutSeconds },
        event,
        signal,
    );
    if (failed) {
        throw new Error(`${name}: ${failureOf(toRecord(answer))}`);
    }
    return reconciliationFrom(answer);
}

function failureOf({ errorMessage }: Readonly<Record<string, unknown>>): string {
    const message = String(errorMessage);
    return /eventInvalid: Step:/.test(message)
        ? "the deployed function knows no declared databases yet, so the next up creates all of them; use --new"
        : message;
}
