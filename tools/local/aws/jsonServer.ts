import { randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { closeServer, listenOnLoopback } from "../loopback";
import { type AwsError, awsError, isAwsError } from "./awsError";
import type { JsonObject } from "./fields";
import { readBody } from "./requestBody";
import type { SignedRequest } from "./signature";

/**
 * Handles one request; undefined is a response without a body. `stopping` is aborted when the server stops, and must
 * end every wait.
 */
export type RequestHandler = (request: SignedRequest, stopping: AbortSignal) => Promise<JsonObject | undefined>;

/** A running server of AWS's JSON 1.1 protocol. */
export interface JsonServer {
    readonly url: string;
    /** Closes every socket and ends every wait. Safe to call twice. */
    readonly stop: () => Promise<void>;
}

/** Time-out for receiving a whole request. */
const requestTimeoutMs = 10_000;

/** Starts a server on a free port of 127.0.0.1. Errors of the handler become responses in AWS's format. */
export async function startJsonServer(handle: RequestHandler): Promise<JsonServer> {
    const stopping = new AbortController();
    const server = createServer({ requestTimeout: requestTimeoutMs }, (request, response) => {
        void answer(request, response, (signed) => handle(signed, stopping.signal));
    });
    const port = await listenOnLoopback(server);
    return {
        url: `http://127.0.0.1:${port}`,
        async stop() {
            stopping.abort();
            await closeServer(server);
        },
    };
}

async function answer(
    request: IncomingMessage,
    response: ServerResponse,
    handle: (request: SignedRequest) => Promise<JsonObject | undefined>,
): Promise<void> {
    try {
        if (request.method !== "POST" || request.url !== "/") {
            throw awsError("UnknownOperationException", "The JSON protocol knows POST / only.", 404);
        }
        const body = await readBody(request);
        send(response, 200, await handle({ headers: singleHeaders(request), body }));
    } catch (error) {
        const { code, status, message } = isAwsError(error) ? error : internalFailure(error);
        send(response, status, { __type: code, message });
    }
}

function send(response: ServerResponse, status: number, answer: JsonObject | undefined): void {
    response
        .writeHead(status, {
            "content-type": "application/x-amz-json-1.1",
            "x-amzn-requestid": randomUUID(),
            // The rest of a body that was refused half-read would be parsed as the next request.
            ...(status === 413 && { connection: "close" }),
        })
        .end(answer && JSON.stringify(answer));
}

/**
 * The response to a defect of the endpoints. It holds the error's name only, because the message might quote a value.
 */
function internalFailure(error: unknown): AwsError {
    const kind = error instanceof Error ? error.name : typeof error;
    return awsError("InternalServiceError", `The local endpoints failed (${kind}).`, 500);
}

function singleHeaders({ headers }: IncomingMessage): Record<string, string> {
    return Object.fromEntries(
        Object.entries(headers).flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])),
    );
}
