import type { InvokeRotation } from "../aws/secrets/rotation";
import type { LocalFunction } from "../lambda/function";
import { mapping } from "../program/mapping";
import type { ProgramRun } from "../program/runProgram";
import type { LocalAws } from "./aws";
import type { LocalDatabase } from "./database";
import { outputText, resourceOf } from "./registry";

/** Everything of a stack that is alive on this machine. */
export interface LocalPlatform {
    readonly stack: string;
    readonly program: ProgramRun;
    readonly database: LocalDatabase;
    readonly aws: LocalAws;
    readonly access: LocalFunction;
    readonly rotation: LocalFunction;
}

/** The logical names of the two functions and of the three secrets. */
export const functionNames = { access: "access", rotation: "database-rotation" } as const;
export const secretKinds = ["migration", "application", "reader"] as const;

/** An answer of the access function: `ok`, and what else is in it. */
export type AccessAnswer = Readonly<Record<string, unknown>>;

/**
 * Calls the access function, and answers what it answered, `ok` or not.
 *
 * @throws where the function itself failed: a time-out, a crash, an answer that is too large.
 */
export async function callAccess({ access }: Pick<LocalPlatform, "access">, event: unknown): Promise<AccessAnswer> {
    const result = await access.invoke(event);
    if (!result.ok) {
        throw new Error(`the access function failed: ${result.errorType}: ${result.errorMessage}`);
    }
    return mapping(result.payload);
}

/** The same where only `ok` will do. Throws with the answer's code and message otherwise. */
export async function callAccessOk(platform: Pick<LocalPlatform, "access">, event: unknown): Promise<AccessAnswer> {
    const answer = await callAccess(platform, event);
    if (answer.ok !== true) {
        const { code, message } = mapping(answer.error);
        throw new Error(`the access function answered ${String(code)}: ${String(message)}`);
    }
    return answer;
}

/** Rotates a secret as Secrets Manager does. Rejects where a step fails. */
export async function rotate({ program, aws, rotation }: LocalPlatform, kind: string): Promise<void> {
    const secret = resourceOf(program.resources, "aws:secretsmanager/secret:Secret", `database-${kind}`);
    const invoke: InvokeRotation = async (_functionArn, event) => {
        const result = await rotation.invoke(event);
        if (!result.ok) {
            throw new Error(result.errorMessage);
        }
    };
    await aws.endpoints.rotateSecret(outputText(secret, "arn"), invoke);
}
