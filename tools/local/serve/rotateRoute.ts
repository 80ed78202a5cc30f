import { awsError } from "../aws/awsError";
import { secretKinds } from "../platform/platform";
import type { LoopbackAnswer, Route } from "./loopbackServer";

/** One of the three secrets. */
export type SecretKind = (typeof secretKinds)[number];

/** Rotates a secret, renews the files, and answers the login that is current then. */
export type RotateSecret = (kind: SecretKind) => Promise<{ readonly username: string }>;

/** The path of a secret's rotation. It is the local platform's own: AWS has the action `RotateSecret` for it. */
export function rotatePath(kind: SecretKind): string {
    return `/rotate/${kind}`;
}

/** `POST /rotate/<kind>`: rotates a secret and answers when the rotation has ended. One rotation follows another. */
export function createRotateRoute(rotate: RotateSecret): Route {
    let queue: Promise<unknown> = Promise.resolve();
    return ({ path }) => {
        if (!path.startsWith("/rotate/")) return undefined;
        const kind = secretKinds.find((known) => rotatePath(known) === path);
        const answer = queue.then(() => rotateOne(path, kind, rotate));
        queue = answer.catch(() => undefined);
        return answer;
    };
}

async function rotateOne(path: string, kind: SecretKind | undefined, rotate: RotateSecret): Promise<LoopbackAnswer> {
    if (kind === undefined) {
        const message = `${path}: there is no such secret; choose ${secretKinds.map(rotatePath).join(", ")}`;
        throw awsError("ResourceNotFoundException", message, 404);
    }
    const { username } = await rotate(kind);
    return { body: { rotated: kind, username } };
}
