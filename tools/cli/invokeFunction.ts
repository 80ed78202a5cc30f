import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callAws } from "./awsCli";

/** A function of AWS Lambda. */
export interface InvokedFunction {
    readonly region: string;
    readonly name: string;
    readonly timeoutSeconds: number;
}

/** The answer of a function. */
export interface FunctionAnswer {
    /** Whether the function itself failed. Its answer is then Lambda's description of the error. */
    readonly failed: boolean;
    readonly answer: unknown;
}

/** Time beside the function's own, for AWS CLI. Milliseconds. */
const marginMs = 30_000;

/**
 * Invokes a function with AWS CLI, and waits for its answer.
 *
 * @throws Error with AWS CLI's message.
 */
export async function invokeFunction(
    { region, name, timeoutSeconds }: InvokedFunction,
    event: object,
    signal: AbortSignal,
): Promise<FunctionAnswer> {
    const folder = await mkdtemp(join(tmpdir(), "invoke-"));
    try {
        const file = join(folder, "answer.json");
        const error = await callAws(
            name,
            [
                ...["lambda", "invoke", "--region", region, "--function-name", name],
                ...["--cli-binary-format", "raw-in-base64-out", "--payload", JSON.stringify(event)],
                ...["--cli-read-timeout", String(timeoutSeconds + marginMs / 1000)],
                ...["--query", "FunctionError", "--output", "text", file],
            ],
            signal,
            timeoutSeconds * 1000 + 2 * marginMs,
        );
        return { failed: error !== "None", answer: JSON.parse(await readFile(file, "utf8")) };
    } finally {
        await rm(folder, { recursive: true });
    }
}
