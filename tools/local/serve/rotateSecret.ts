import type { LoginKind } from "../../../handlers/shared/loginKinds";
import type { RotateSecret } from "./rotateRoute";

/** The operations that a rotation consists of. */
export interface RotationParts {
    /** Rotates a secret. */
    readonly rotate: (kind: LoginKind) => Promise<void>;
    /** Retries a failed rotation: Secrets Manager refuses a new one until the failed one has ended. */
    readonly retry: (kind: LoginKind) => Promise<void>;
    /** Writes the current logins into the files. */
    readonly renewFiles: () => Promise<void>;
    /** The name of the current login. */
    readonly usernameOf: (kind: LoginKind) => string;
}

/**
 * Rotates as Secrets Manager does: after a failure, the next call retries the same rotation instead of starting a new
 * one.
 */
export function createRotateSecret({ rotate, retry, renewFiles, usernameOf }: RotationParts): RotateSecret {
    const unfinished = new Set<LoginKind>();
    return async (kind) => {
        try {
            await (unfinished.has(kind) ? retry(kind) : rotate(kind));
            unfinished.delete(kind);
        } catch (error) {
            unfinished.add(kind);
            throw error;
        } finally {
            // A rotation that fails in its last step may already have changed the login.
            await renewFiles();
        }
        return { username: usernameOf(kind) };
    };
}
