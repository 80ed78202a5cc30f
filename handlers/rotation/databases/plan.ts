import type { ErrorCode } from "../../shared/errorCodes";
import { type CodedError, codedError } from "../../shared/errors";
import { quoted } from "../roles/statements";

/** What a run does, and what it leaves alone. */
export interface Plan {
    /** In order. They contain names only, no value of a user. */
    readonly statements: readonly string[];
    /** Sentences about roles, databases, schemas and privileges that no declaration has. */
    readonly unmanaged: readonly string[];
}

/** The statement that stores a record. */
export function comment(kind: "ROLE" | "DATABASE", name: string, text: string): string {
    return `COMMENT ON ${kind} ${quoted(name)} IS '${text.replaceAll("'", "''")}'`;
}

/** The error for an object that a run does not touch. */
export function refusal(code: ErrorCode, problem: string, fix: string): CodedError {
    return codedError(code, { message: `${problem}. ${fix}, then deploy again.` });
}
