import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import process from "node:process";
import { clearTimeout, setTimeout } from "node:timers";
import { URL } from "node:url";
import { describeFailure, failure } from "./failure.mjs";
import { readAssignment, readDefinition, readEvent, readExposure, readQuestion } from "./requests.mjs";

const bodyLimit = 64 * 1024;

/** The HTTP service of the verbs: JSON in, JSON out; an error is `{"error":{"code","message"}}`. */
export function createService(verbs, log = writeLine) {
    const server = createServer((request, response) => {
        const reply = (status, value) => {
            // A server that stops would otherwise wait for the next call on a connection that stays open.
            if (!server.listening) response.setHeader("connection", "close");
            send(response, status, value);
        };
        answer(verbs, request).then(
            (value) => reply(200, value),
            (error) => {
                const { status, error: told, reason } = describeFailure(error);
                if (reason !== undefined) log({ answered: told.code, ...reason });
                reply(status, { error: told });
            },
        );
    });
    // By default, a slow caller could hold a connection for five minutes.
    return Object.assign(server, { headersTimeout: 5000, requestTimeout: 10_000 });
}

/** Closes idle connections at once, and the others after their current call or the limit in milliseconds. */
export async function stopService(server, limitMs = 12_000) {
    const closed = new Promise((resolve) => server.close(resolve));
    server.closeIdleConnections();
    const limit = setTimeout(() => server.closeAllConnections(), limitMs);
    await closed;
    clearTimeout(limit);
}

async function answer(verbs, request) {
    const { pathname, searchParams } = new URL(request.url, "http://service");
    const [, collection, experiment, what, ...rest] = pathname.split("/").map(decoded);
    const call = `${request.method} ${[collection, experiment && ":key", what, ...rest].filter(Boolean).join("/")}`;
    switch (call) {
        case "PUT experiments/:key":
            return await verbs.define(readDefinition(experiment, await readBody(request)));
        case "POST experiments/:key/assignments":
            return await verbs.assign(readAssignment(experiment, await readBody(request)));
        case "POST experiments/:key/exposures":
            return await verbs.expose(readExposure(experiment, await readBody(request)));
        case "POST events":
            return await verbs.record(readEvent(await readBody(request)));
        case "GET experiments/:key/conversions":
            return await verbs.ask(readQuestion(experiment, searchParams));
        default:
            throw failure(404, "callUnknown", `${request.method} ${pathname}: there is no such call`);
    }
}

function decoded(part) {
    try {
        return decodeURIComponent(part);
    } catch {
        throw failure(400, "requestInvalid", "path: must be percent-encoded UTF-8");
    }
}

async function readBody(request) {
    const chunks = [];
    let bytes = 0;
    for await (const chunk of request) {
        bytes += chunk.length;
        if (bytes > bodyLimit) throw failure(413, "bodyTooLarge", `body: must be of ${bodyLimit} bytes at most`);
        chunks.push(chunk);
    }
    try {
        return JSON.parse(Buffer.concat(chunks).toString("utf8"));
    } catch {
        throw failure(400, "requestInvalid", "body: must be JSON");
    }
}

function send(response, status, value) {
    const headers = { "content-type": "application/json" };
    if (status === 503) headers["retry-after"] = "1";
    // The rest of the body is unread, so the connection cannot be reused.
    if (status === 413) headers.connection = "close";
    response.writeHead(status, headers).end(`${JSON.stringify(value)}\n`);
}

function writeLine(entry) {
    process.stderr.write(`${JSON.stringify(entry)}\n`);
}
