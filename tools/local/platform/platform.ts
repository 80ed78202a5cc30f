import type { ProgramRun } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import type { InvokeRotation } from "../aws/secrets/rotation";
import type { LocalFunction } from "../lambda/function";
import type { LocalAws } from "./aws";
import type { LocalDatabase } from "./database";
import type { PausingServers } from "./pausing";
import { outputText, resourceOf } from "./resources";

/** Everything of a stack that runs on this machine. */
export interface LocalPlatform {
    readonly stack: string;
    readonly program: ProgramRun;
    readonly database: LocalDatabase;
    /** Undefined in a stack whose database does not pause. */
    readonly pausing: PausingServers | undefined;
    readonly aws: LocalAws;
    readonly access: LocalFunction;
    readonly rotation: LocalFunction;
}

/** The logical names of the two functions. */
export const functionNames = { access: "access", rotation: "database-rotation" } as const;

/** The access function's response: `ok`, and further fields. */
export type AccessAnswer = Readonly<Record<string, unknown>>;

/**
 * Calls the access function and returns its response, whether `ok` is true or false.
 *
 * @throws if the function itself fails: a time-out, a crash, or a response that is too large.
 */
export async function callAccess({ access }: Pick<LocalPlatform, "access">, event: unknown): Promise<AccessAnswer> {
    const result = await access.invoke(event);
    if (!result.ok) {
        throw new Error(`the access function failed: ${result.errorType}: ${result.errorMessage}`);
    }
    return toRecord(result.payload);
}

/**
 * Calls the access function.
 *
 * @throws with the response's code and message unless `ok` is true.
 */
export async function callAccessOk(platform: Pick<LocalPlatform, "access">, event: unknown): Promise<AccessAnswer> {
    const answer = await callAccess(platform, event);
    if (answer.ok !== true) {
        const { code, message } = toRecord(answer.error);
        throw new Error(`the access function answered ${String(code)}: ${String(message)}`);
    }
    return answer;
}

/** The ARN of the secret of a kind. */
export function secretArn({ resources }: Pick<ProgramRun, "resources">, kind: string): string {
    return outputText(resourceOf(resources, "aws:secretsmanager/secret:Secret", `database-${kind}`), "arn");
}

/** Rotates a secret as Secrets Manager does. Rejects if a step fails. */
export async function rotate(
    { program, aws, rotation }: Pick<LocalPlatform, "program" | "aws" | "rotation">,
    kind: string,
): Promise<void> {
    await aws.endpoints.rotateSecret(secretArn(program, kind), invokeOn(rotation));
}

/** Retries a failed rotation as Secrets Manager does. Rejects if a step fails. */
export async function retryRotation({ program, aws, rotation }: LocalPlatform, kind: string): Promise<void> {
    await aws.endpoints.retryRotation(secretArn(program, kind), invokeOn(rotation));
}

function invokeOn(rotation: LocalFunction): InvokeRotation {
    return async (_functionArn, event) => {
        const result = await rotation.invoke(event);
        if (!result.ok) {
            throw new Error(result.errorMessage);
        }
    };
}
