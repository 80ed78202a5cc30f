import { type AccessLogEntry, createAuthoriser } from "./authoriser";
import { type FaultHook, suffer } from "./faults";
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

/** How the endpoints behave besides what the account says. */
export interface AwsEndpointsOptions {
    /** Makes calls slow, throttled or failing. Default: none is. */
    readonly faults?: FaultHook;
}

/** Running endpoints of SSM and Secrets Manager. */
export interface AwsEndpoints {
    /** For `AWS_ENDPOINT_URL_SSM` and `AWS_ENDPOINT_URL_SECRETS_MANAGER` alike. */
    readonly url: string;
    /** Every decision about access so far, oldest first; no values. */
    readonly log: readonly AccessLogEntry[];
    /**
     * Rotates a secret as Secrets Manager does and answers the new version's id. Rejects with AWS's errors where no
     * rotation can begin, with a `RotationError` where the function fails in a step.
     */
    readonly rotateSecret: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /** Asks for all steps of a failed rotation again, as Secrets Manager does later by itself. */
    readonly retryRotation: (arnOrName: string, invoke: InvokeRotation) => Promise<string>;
    /** The value that is current now, without asking anybody, as only this machine's own user may have it. */
    readonly currentSecretValue: (arnOrName: string) => string;
    /** Makes a value current without asking anybody, as RDS does with a master secret. */
    readonly replaceSecretValue: (arnOrName: string, value: string) => void;
    /** Closes every socket and ends every wait. May be called twice. */
    readonly stop: () => Promise<void>;
}

/**
 * Serves an account's parameters and secrets on a free port of 127.0.0.1, in AWS's JSON protocol and by the account's
 * policies. Rejects where a policy holds what the local evaluator does not know, or a secret's key is not in the account.
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
        await suffer(fault, stopping);
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
