import { awsError } from "../aws/awsError";
import type { InvocationResult } from "../lambda/answers";
import type { LocalFunction } from "../lambda/function";
import { type LoopbackAnswer, type LoopbackRequest, requestTooLarge, type Route } from "./loopbackServer";

/** The function that can be invoked. */
export interface InvokableFunction extends Pick<LocalFunction, "invoke"> {
    readonly name: string;
    readonly arn: string;
}

/** The path of Lambda's Invoke API for a function. */
export function invokePath(name: string): string {
    return `/2015-03-31/functions/${encodeURIComponent(name)}/invocations`;
}

/**
 * Lambda's Invoke API for one function, by its name or ARN: the request's body is the event, the response's body is the
 * result. It supports synchronous invocation (`RequestResponse`) only, and refuses other functions.
 */
export function createInvokeRoute(target: InvokableFunction): Route {
    const paths = [invokePath(target.name), invokePath(target.arn)];
    return (request) => {
        if (!/^\/2015-03-31\/functions\/[^/]+\/invocations$/.test(request.path)) return undefined;
        return invoke(target, paths, request);
    };
}

async function invoke(
    target: InvokableFunction,
    paths: readonly string[],
    { path, query, headers, body }: LoopbackRequest,
): Promise<LoopbackAnswer> {
    // Some clients escape `:`, others do not.
    if (!paths.includes(encodeColons(path)) || (query.get("Qualifier") ?? "$LATEST") !== "$LATEST") {
        const message = `Function not found: ${path}: only ${target.name} can be invoked, as $LATEST`;
        throw awsError("ResourceNotFoundException", message, 404);
    }
    const type = headers["x-amz-invocation-type"] ?? "RequestResponse";
    if (type !== "RequestResponse") {
        const message = `X-Amz-Invocation-Type: ${String(type)}: must be RequestResponse on this machine`;
        throw awsError("InvalidParameterValueException", message);
    }
    return toAnswer(await target.invoke(parsePayload(body)));
}

function encodeColons(path: string): string {
    return path.replaceAll(":", "%3A");
}

/** Lambda treats an empty payload as an empty event. */
function parsePayload(body: string): unknown {
    if (body === "") return {};
    try {
        return JSON.parse(body);
    } catch {
        const message = "Could not parse request body into json: the payload must be JSON";
        throw awsError("InvalidRequestContentException", message);
    }
}

/** As in Lambda, a function's own failure has status 200; the header X-Amz-Function-Error marks it. */
function toAnswer(result: InvocationResult): LoopbackAnswer {
    const headers = { "x-amz-executed-version": "$LATEST" };
    if (result.ok) return { headers, body: result.payload };
    const { errorType, errorMessage } = result;
    // A payload just below the limit can exceed it once JSON.stringify has written it again.
    if (errorType === "RequestTooLargeException") throw requestTooLarge();
    return { headers: { ...headers, "x-amz-function-error": "Unhandled" }, body: { errorType, errorMessage } };
}
