import { codedError, isCodedError } from "../../shared/errors";
import { findSecret, type Login, loginOf, type VersionStage } from "../../shared/secrets";
import { loginNames, type RotationContext } from "../context";

/** A secret's JSON object. */
type Fields = Readonly<Record<string, unknown>>;

/**
 * Reads the pending version's value. Returns undefined before `createSecret`.
 *
 * @throws `secretMalformed` if the value is not a JSON object.
 */
export async function pendingValue({
    secretsManager,
    target,
    token,
    deadline,
}: RotationContext): Promise<Fields | undefined> {
    return await findSecret(
        secretsManager,
        target.secretArn,
        { VersionId: token, VersionStage: "AWSPENDING" },
        deadline,
    );
}

/**
 * Reads the login of the pending version.
 *
 * @throws `credentialsNotReady` if the version has no value, and `secretMalformed` if its login is not one of the
 * kind's two logins or is the one in use. A new password for the login in use would lock out all clients of the current
 * version.
 */
export async function pendingLogin(context: RotationContext): Promise<Login> {
    const { target } = context;
    const value = await pendingValue(context);
    if (value === undefined) {
        throw codedError("credentialsNotReady", {
            message: `The pending version of the ${target.kind} secret has no value yet. Let Secrets Manager repeat the rotation from createSecret on.`,
        });
    }
    const pending = loginOf(value);
    const inUse = await usernameInUse(context);
    if (!loginNames(target).includes(pending.username) || pending.username === inUse) {
        throw codedError("secretMalformed", {
            message: `The pending version of the ${target.kind} secret is not for its idle login. Cancel this rotation, then rotate again.`,
        });
    }
    return pending;
}

/**
 * Reads the name of the login that clients use: that of the current version. If the current version has no login
 * because its value was overwritten, clients may still use the previous version's. Returns undefined before the first
 * rotation, and if the previous version is the pending one itself, whose password the clients have already.
 */
export async function usernameInUse(context: RotationContext): Promise<string | undefined> {
    const current = await usernameOf(context, "AWSCURRENT");
    const isOther = context.previousVersion !== undefined && context.previousVersion !== context.token;
    return current ?? (isOther ? await usernameOf(context, "AWSPREVIOUS") : undefined);
}

/** Reads the user name in a version. Returns undefined for Pulumi's first version and for a malformed one. */
async function usernameOf(
    { secretsManager, target, deadline }: RotationContext,
    stage: VersionStage,
): Promise<string | undefined> {
    try {
        const value = await findSecret(secretsManager, target.secretArn, { VersionStage: stage }, deadline);
        return typeof value?.username === "string" ? value.username : undefined;
    } catch (error) {
        if (isCodedError(error) && error.code === "secretMalformed") {
            return undefined;
        }
        throw error;
    }
}
