import { codedError } from "../errors";
import { loginOf, readSecret, type Login } from "../secrets";
import { loginNames, type Rotation } from "./rotation";

/**
 * The login of the pending version. Throws `secretMalformed` where it is none of the kind's two, or the one in use:
 * a new password for that would shut out everybody who works with the current version.
 */
export async function pendingLogin({ secretsManager, target, token, deadline }: Rotation): Promise<Login> {
    const version = { VersionId: token, VersionStage: "AWSPENDING" };
    const pending = loginOf(await readSecret(secretsManager, target.secretArn, version, deadline));
    const current = await readSecret(secretsManager, target.secretArn, { VersionStage: "AWSCURRENT" }, deadline);
    if (!loginNames(target).includes(pending.username) || pending.username === current.username) {
        throw codedError("secretMalformed", {
            message: `The pending version of the ${target.kind} secret is not for its idle login. Cancel this rotation, then rotate again.`,
        });
    }
    return pending;
}
