import { awsError } from "./awsError";
import type { JsonObject } from "./fields";
import type { LocalPrincipal } from "./localAccount";

/** Answers one call of an AWS operation. Throws an `AwsError` where AWS would refuse. */
export type Operation = (input: JsonObject, caller: LocalPrincipal) => JsonObject;

/** The operations of one service by name, for instance `GetParameters`. */
export type Operations = Readonly<Record<string, Operation>>;

/** One service of the endpoints. */
export interface Service {
    /** As signatures and policies name it. */
    readonly name: string;
    /** As the `X-Amz-Target` header names it, before the dot. */
    readonly targetPrefix: string;
    readonly operations: Operations;
}

/** Finds the operation that an `X-Amz-Target` header names. Throws UnknownOperationException where nobody has it. */
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
