import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { functionNames } from "../../components/shared/physicalNames";
import type { Reconciliation } from "../../handlers/rotation/databases/reconcile";
import { toRecord } from "../../offline/toRecord";
import type { Settings } from "../../settings";
import { callAws } from "../cli/awsCli";
import { reconciliationFrom } from "./answer";

/** Time beside the function's own, for AWS CLI. Milliseconds. */
const marginMs = 30_000;

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
    const folder = await mkdtemp(join(tmpdir(), "databases-"));
    try {
        const file = join(folder, "answer.json");
        const failed = await callAws(
            name,
            [
                ...["lambda", "invoke", "--region", region, "--function-name", name],
                ...["--cli-binary-format", "raw-in-base64-out", "--payload", JSON.stringify(event)],
                ...["--cli-read-timeout", String(rotationTimeoutSeconds + marginMs / 1000)],
                ...["--query", "FunctionError", "--output", "text", file],
            ],
            signal,
            rotationTimeoutSeconds * 1000 + 2 * marginMs,
        );
        const answer = toRecord(JSON.parse(await readFile(file, "utf8")));
        if (failed !== "None") {
            throw new Error(`${name}: ${failureOf(answer)}`);
        }
        return reconciliationFrom(answer);
    } finally {
        await rm(folder, { recursive: true });
    }
}

function failureOf({ errorMessage }: Readonly<Record<string, unknown>>): string {
    const message = String(errorMessage);
    return /eventInvalid: Step:/.test(message)
        ? "the deployed function knows no declared databases yet, so the next up creates all of them; use --new"
        : message;
}
