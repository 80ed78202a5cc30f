import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { awsError, isAwsError } from "../aws/awsError";
import { maxEventBytes } from "../lambda/answers";
import { closeServer, listenOnLoopback } from "../loopback";
import { requireLocalCaller } from "./callers";

/** A request whose caller is on this machine and is not a web page. */
export interface LoopbackRequest {
    readonly path: string;
    readonly query: URLSearchParams;
    readonly headers: IncomingMessage["headers"];
    readonly body: string;
}

/** The response to a request. `body` is sent as JSON. */
export interface LoopbackAnswer {
    readonly headers?: Readonly<Record<string, string>>;
    readonly body: unknown;
}

/** Handles the requests of its paths, and returns undefined for all others. Errors become responses in AWS's format. */
export type Route = (request: LoopbackRequest) => Promise<LoopbackAnswer> | undefined;

/** A running server. */
export interface LoopbackServer {
    /** `http://127.0.0.1:PORT`, without a path. */
    readonly url: string;
    /** Closes every socket. Safe to call twice. */
    stop(): Promise<void>;
}

/** Time-out for receiving a whole request. */
const requestTimeoutMs = 30_000;

/** Serves POST requests on a free port of 127.0.0.1. Refuses web pages and callers from elsewhere. */
export async function startLoopbackServer(routes: readonly Route[]): Promise<LoopbackServer> {
    const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
        void answer(request, response, port, routes);
    });
    const port = await listenOnLoopback(server);
    return {
        url: `http://127.0.0.1:${port}`,
        async stop() {
            await closeServer(server);
        },
    };
}

async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    port: number,
    routes: readonly Route[],
): Promise<void> {
    try {
        requireLocalCaller(request.headers, port);
        const { headers, body } = await findAnswer(request, routes);
        send(response, 200, headers ?? {}, body);
    } catch (error) {
        const { code, status, message } = isAwsError(error) ? error : internalFailure(error);
        const body = { Type: status < 500 ? "User" : "Service", Message: message };
        send(response, status, { "x-amzn-errortype": code }, body);
    }
}

async function findAnswer(request: IncomingMessage, routes: readonly Route[]): Promise<LoopbackAnswer> {
    const [path = "", query] = (request.url ?? "").split("?", 2);
    if (request.method !== "POST") {
        throw awsError("MethodNotAllowedException", `${request.method ?? ""} ${path}: must be POST`, 405);
    }
    const loopbackRequest = {
        path,
        query: new URLSearchParams(query),
        headers: request.headers,
        body: await readBody(request),
    };
    for (const route of routes) {
        const answering = route(loopbackRequest);
        if (answering !== undefined) return await answering;
    }
    throw awsError(
        "UnknownOperationException",
        `POST ${path}: is not served; use a URL that npm start has printed`,
        404,
    );
}

/**
 * Reads and drops the rest of a request that is too large, because a client that is still sending would not see the
 * response.
 */
async function readBody(request: IncomingMessage): Promise<string> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of request) {
        if (!Buffer.isBuffer(chunk)) throw new TypeError("the request's body must be read as buffers");
        size += chunk.length;
        if (size <= maxEventBytes) chunks.push(chunk);
    }
    if (size > maxEventBytes) throw requestTooLarge();
    return Buffer.concat(chunks).toString("utf8");
}

/** Lambda's error for a payload over six megabytes. */
export function requestTooLarge(): Error {
    const message = `Request must be smaller than ${maxEventBytes} bytes for the InvokeFunction operation`;
    return awsError("RequestTooLargeException", message, 413);
}

function internalFailure(error: unknown) {
    const message = error instanceof Error ? error.message : String(error);
    return { code: "ServiceException", status: 500, message };
}

function send(
    response: ServerResponse,
    status: number,
    headers: Readonly<Record<string, string>>,
    body: unknown,
): void {
    response
        .writeHead(status, { "content-type": "application/json", "x-amzn-requestid": randomUUID(), ...headers })
        // JSON parsers ignore the newline, and a shell's prompt starts on a line of its own.
        .end(`${JSON.stringify(body)}\n`);
}
