import { codedError, isCodedError } from "../../shared/errors";
import { findSecret, type Login, loginOf, type VersionStage } from "../../shared/secrets";
import { loginNames, type RotationContext } from "../context";

/** A secret's JSON object. */
type Fields = Readonly<Record<string, unknown>>;

/** The pending version's value, or undefined before `createSecret`. Throws `secretMalformed` where it is no JSON object. */
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
 * The login of the pending version. Throws `credentialsNotReady` where the version has no value, and `secretMalformed`
 * where its login is none of the kind's two, or the one in use: a new password for that would shut out everybody who
 * works with the current version.
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
 * The login that clients use: the current version's. Where that has none, as somebody has broken or emptied it, clients
 * may still use the previous version's. Undefined before the first rotation, and where the previous version is the pending
 * one itself, whose password the clients have already.
 */
export async function usernameInUse(context: RotationContext): Promise<string | undefined> {
    const current = await usernameOf(context, "AWSCURRENT");
    const isOther = context.previousVersion !== undefined && context.previousVersion !== context.token;
    return current ?? (isOther ? await usernameOf(context, "AWSPREVIOUS") : undefined);
}

/** The user name in a version: undefined in the one that Pulumi writes, and in one that nobody can use. */
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
