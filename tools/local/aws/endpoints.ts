import { type AccessLogEntry, createAuthoriser } from "./authoriser";
import { applyFault, type FaultHook } from "./faults";
import { startJsonServer } from "./jsonServer";
import type { LocalAccount } from "./localAccount";
import { findOperation, type Service } from "./operation";
import { parseBody } from "./requestBody";
import { createSecretsOperations } from "./secrets/operations";
import { createRotations, type InvokeRotation } from "./secrets/rotation";
import { createSecretStore, replaceValue } from "./secrets/secretStore";
import { currentValue } from "./secrets/secretValue";
import { verifySignature } from "./signature";
import { createSsmOperations } from "./ssm";

/** Options of the endpoints beyond the account's content. */
export interface AwsEndpointsOptions {
    /** Makes calls slow, throttled or failing. Default: no faults. */
    readonly faults?: FaultHook;
}

/** Running endpoints of SSM and Secrets Manager. */
export interface AwsEndpoints {
    /** For both `AWS_ENDPOINT_URL_SSM` and `AWS_ENDPOINT_URL_SECRETS_MANAGER`. */
    readonly url: string;
    /** Every authorisation decision so far, oldest first. It never holds values. */
    readonly log: readonly AccessLogEntry[];
    /**
     * Rotates a secret as Secrets Manager does. Rejects with an AWS error if the rotation cannot begin, and with a
     * `RotationError` if a step fails.
     *
     * @returns the new version's id
     */
    readonly rotateSecret: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /** Repeats all steps of a failed rotation, as Secrets Manager does later by itself. */
    readonly retryRotation: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /** Returns the current value without authorisation, for this machine's own user. */
    readonly currentSecretValue: (arnOrName: string) => string;
    /** Makes a value current without authorisation, as RDS does with a master secret. */
    readonly replaceSecretValue: (arnOrName: string, value: string) => void;
    /** Closes every socket and ends every wait. Safe to call twice. */
    readonly stop: () => Promise<void>;
}

/**
 * Serves an account's parameters and secrets on a free port of 127.0.0.1, in AWS's JSON protocol and with the account's
 * policies. Rejects if a policy holds an element that the local evaluator does not support, or if a secret's key is not
 * in the account.
 */
export async function startAwsEndpoints(
    account: LocalAccount,
    { faults }: AwsEndpointsOptions = {},
): Promise<AwsEndpoints> {
    checkKeys(account);
    const authoriser = createAuthoriser(account);
    const store = createSecretStore(account.secrets);
    const rotations = createRotations(store, authoriser);
    const services: readonly Service[] = [
        { name: "ssm", targetPrefix: "AmazonSSM", operations: createSsmOperations(account, authoriser) },
        {
            name: "secretsmanager",
            targetPrefix: "secretsmanager",
            operations: createSecretsOperations(store, authoriser),
        },
    ];
    const server = await startJsonServer(async (request, stopping) => {
        const { service, name, operation } = findOperation(services, request.headers["x-amz-target"]);
        const scope = { region: account.region, service };
        const caller = verifySignature(request, scope, account.principals);
        const fault = faults?.({ action: `${service}:${name}`, roleArn: caller.roleArn });
        await applyFault(fault, stopping);
        return fault?.isEmpty === true ? undefined : operation(parseBody(request.body), caller);
    });
    return {
        url: server.url,
        log: authoriser.log,
        rotateSecret: (arnOrName, invoke) => rotations.rotate(arnOrName, invoke),
        retryRotation: (arnOrName, invoke) => rotations.retry(arnOrName, invoke),
        currentSecretValue: (arnOrName) => currentValue(store.get(arnOrName)),
        replaceSecretValue(arnOrName, value) {
            replaceValue(store.get(arnOrName), value);
        },
        stop: () => server.stop(),
    };
}

function checkKeys({ secrets, keys }: LocalAccount): void {
    const homeless = secrets.find(({ kmsKeyArn }) => !keys.some(({ arn }) => arn === kmsKeyArn));
    if (homeless !== undefined) {
        throw new Error(
            `The secret ${homeless.name} is encrypted under ${homeless.kmsKeyArn}, which is none of the account's keys; ` +
                "add the key with its policy, or nobody could be allowed to use it.",
        );
    }
}
