import { GetRandomPasswordCommand, PutSecretValueCommand } from "@aws-sdk/client-secrets-manager";
import { awsCall, awsCallUnless } from "../../shared/aws";
import { codedError } from "../../shared/errors";
import { loginNames, type RotationContext } from "../context";
import { pendingValue, usernameInUse } from "./pending";

/**
 * Only letters and digits, because they need no escape in a URI, a query string, a pass file or a shell. 32 of them
 * have 190 bits. AWS's own rotation functions exclude only `:/@"'\`, and so allow `%`, `?`, `#` and `&`.
 */
export const passwordOptions = { PasswordLength: 32, ExcludePunctuation: true } as const;

/**
 * Step 1: stores a pending version with a new password for the login that is not in use. Does nothing if the version
 * has a value already.
 */
export async function createSecret(context: RotationContext): Promise<void> {
    if ((await pendingValue(context)) !== undefined) {
        return;
    }
    const { secretsManager, target, token, deadline, settings } = context;
    const inUse = await usernameInUse(context);
    const [first, second] = loginNames(target);
    const value = {
        engine: "postgres",
        host: settings.host,
        port: settings.port,
        dbname: settings.database,
        username: inUse === first ? second : first,
        password: await randomPassword(context),
        masterarn: settings.masterSecretArn,
    };
    const command = new PutSecretValueCommand({
        SecretId: target.secretArn,
        ClientRequestToken: token,
        SecretString: JSON.stringify(value),
        VersionStages: ["AWSPENDING"],
    });
    // If another run of this step was faster, its value remains.
    await awsCallUnless(deadline, "ResourceExistsException", (options) => secretsManager.send(command, options));
}

async function randomPassword({ secretsManager, deadline }: RotationContext): Promise<string> {
    const command = new GetRandomPasswordCommand(passwordOptions);
    const answer = await awsCall(deadline, (options) => secretsManager.send(command, options));
    if (answer.RandomPassword === undefined) {
        throw codedError("awsUnavailable");
    }
    return answer.RandomPassword;
}
