import { type LoginKind, loginKinds } from "../../../handlers/shared/loginKinds";
import { awsError } from "../aws/awsError";
import type { LoopbackAnswer, Route } from "./loopbackServer";

/**
 * Rotates a secret and renews the files.
 *
 * @returns the login that is current afterwards
 */
export type RotateSecret = (kind: LoginKind) => Promise<{ readonly username: string }>;

/** The path of a secret's rotation. It exists on the local platform only; in AWS, the action is `RotateSecret`. */
export function rotatePath(kind: LoginKind): string {
    return `/rotate/${kind}`;
}

/**
 * `POST /rotate/<kind>`: rotates a secret and responds when the rotation has ended. Rotations run one after another.
 */
export function createRotateRoute(rotate: RotateSecret): Route {
    let queue: Promise<unknown> = Promise.resolve();
    return ({ path }) => {
        if (!path.startsWith("/rotate/")) return undefined;
        const kind = loginKinds.find((known) => rotatePath(known) === path);
        const answer = queue.then(() => rotateOne(path, kind, rotate));
        queue = answer.catch(() => undefined);
        return answer;
    };
}

async function rotateOne(path: string, kind: LoginKind | undefined, rotate: RotateSecret): Promise<LoopbackAnswer> {
    if (kind === undefined) {
        const message = `${path}: there is no such secret; choose ${loginKinds.map(rotatePath).join(", ")}`;
        throw awsError("ResourceNotFoundException", message, 404);
    }
    const { username } = await rotate(kind);
    return { body: { rotated: kind, username } };
}
