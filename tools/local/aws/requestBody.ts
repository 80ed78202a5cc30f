import type { IncomingMessage } from "node:http";
import { awsError } from "./awsError";
import { isJsonObject, type JsonObject } from "./fields";

/** Large enough for the largest secret escaped in JSON; in bytes. */
const maxBodyBytes = 262_144;

/** Reads a whole request body. Throws RequestEntityTooLargeException past 256 KiB, and drops the rest. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of request) {
        if (!Buffer.isBuffer(chunk)) {
            throw new TypeError("The request's body must be read as buffers: set no encoding on the request.");
        }
        size += chunk.length;
        if (size > maxBodyBytes) {
            throw awsError("RequestEntityTooLargeException", `The request is over ${maxBodyBytes} bytes.`, 413);
        }
        chunks.push(chunk);
    }
    return Buffer.concat(chunks);
}

/** Parses a body as a JSON object. Throws SerializationException without the text, which may be a secret's. */
export function parseBody(body: Buffer): JsonObject {
    try {
        const input: unknown = JSON.parse(body.toString("utf8"));
        if (isJsonObject(input)) {
            return input;
        }
    } catch {
        // Continues with AWS's error, because the message of JSON.parse would quote the text.
    }
    throw awsError("SerializationException", "The request is not a JSON object.");
}
