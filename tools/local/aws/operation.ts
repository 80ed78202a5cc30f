import { awsError } from "./awsError";
import type { JsonObject } from "./fields";
import type { LocalPrincipal } from "./localAccount";

/** Handles one call of an AWS operation. Throws an `AwsError` if AWS would refuse the call. */
export type Operation = (input: JsonObject, caller: LocalPrincipal) => JsonObject;

/** The operations of one service by name, for instance `GetParameters`. */
export type Operations = Readonly<Record<string, Operation>>;

/** One service of the endpoints. */
export interface Service {
    /** The service's name in signatures and policies. */
    readonly name: string;
    /** The part of the `X-Amz-Target` header before the dot. */
    readonly targetPrefix: string;
    readonly operations: Operations;
}

/**
 * Finds the operation that an `X-Amz-Target` header names.
 *
 * @throws UnknownOperationException if no service has it.
 */
export function findOperation(
    services: readonly Service[],
    target: string | undefined,
): { service: string; name: string; operation: Operation } {
    const [prefix, name = ""] = target?.split(".", 2) ?? [];
    const service = services.find(({ targetPrefix }) => targetPrefix === prefix);
    const operation = service && Object.hasOwn(service.operations, name) ? service.operations[name] : undefined;
    if (service === undefined || operation === undefined) {
        throw awsError(
            "UnknownOperationException",
            `The local endpoints do not know the operation ${target ?? "(none)"}.`,
        );
    }
    return { service: service.name, name, operation };
}
