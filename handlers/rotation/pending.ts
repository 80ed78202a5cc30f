import { codedError, isCodedError } from "../errors";
import { loginOf, readSecret, type Login } from "../secrets";
import { loginNames, type Rotation } from "./rotation";

/**
 * The login of the pending version. Throws `secretMalformed` where it is none of the kind's two, or the one in use:
 * a new password for that would shut out everybody who works with the current version.
 */
export async function pendingLogin(rotation: Rotation): Promise<Login> {
    const { secretsManager, target, token, deadline } = rotation;
    const version = { VersionId: token, VersionStage: "AWSPENDING" };
    const pending = loginOf(await readSecret(secretsManager, target.secretArn, version, deadline));
    const inUse = await usernameInUse(rotation);
    if (!loginNames(target).includes(pending.username) || pending.username === inUse) {
        throw codedError("secretMalformed", {
            message: `The pending version of the ${target.kind} secret is not for its idle login. Cancel this rotation, then rotate again.`,
        });
    }
    return pending;
}

/**
 * The user name of the current version: undefined in the one that Pulumi writes, and in a value that somebody has broken,
 * which nobody can use. A rotation is what mends that.
 */
export async function usernameInUse({ secretsManager, target, deadline }: Rotation): Promise<unknown> {
    try {
        const current = await readSecret(secretsManager, target.secretArn, { VersionStage: "AWSCURRENT" }, deadline);
        return current.username;
    } catch (error) {
        if (isCodedError(error) && error.code === "secretMalformed") {
            return undefined;
        }
        throw error;
    }
}
