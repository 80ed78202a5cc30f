import type { RotateSecret, SecretKind } from "./rotateRoute";

/** What a rotation is made of. */
export interface RotationParts {
    /** Rotates a secret. */
    readonly rotate: (kind: SecretKind) => Promise<void>;
    /** Takes a rotation up again that has failed: Secrets Manager refuses to begin another one before it has ended. */
    readonly retry: (kind: SecretKind) => Promise<void>;
    /** Puts the current logins into the files. */
    readonly renewFiles: () => Promise<void>;
    /** The name of the login that is current. */
    readonly usernameOf: (kind: SecretKind) => string;
}

/** Rotates as Secrets Manager does: one rotation that has failed is taken up again at the next call, not begun anew. */
export function createRotateSecret({ rotate, retry, renewFiles, usernameOf }: RotationParts): RotateSecret {
    const unfinished = new Set<SecretKind>();
    return async (kind) => {
        try {
            await (unfinished.has(kind) ? retry(kind) : rotate(kind));
            unfinished.delete(kind);
        } catch (error) {
            unfinished.add(kind);
            throw error;
        } finally {
            // One that fails at its very end may have changed the login.
            await renewFiles();
        }
        return { username: usernameOf(kind) };
    };
}
