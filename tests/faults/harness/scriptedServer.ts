import * as net from "node:net";
import * as tls from "node:tls";
import type { ServerCertificate } from "../../../tools/local/postgres/certificates";
import {
    bindComplete,
    commandComplete,
    dataRow,
    login,
    parseComplete,
    readyForQuery,
    rowDescription,
} from "../../handlers/shared/database/backendMessages";

/** The server's responses, by the client's message. Each default is a correct response. */
export interface Script {
    /** Response to the request for TLS. Default: `S`, and TLS with the certificate. */
    readonly beforeTls?: Buffer;
    /** Response to the first TLS message, in clear text. Default: TLS. */
    readonly handshake?: Buffer;
    /** Response to the start-up message. Default: a login without a password. */
    readonly login?: Buffer;
    /** Response to the beginning of a transaction, which comes with the caller's statement. */
    readonly begin?: Buffer;
    /** Response to a statement of the caller, once it shall run. */
    readonly statement?: Buffer;
    /** Response to COMMIT. */
    readonly commit?: Buffer;
    /** How the server ends the connection after the last response of the script. Default: it stays open, in silence. */
    readonly then?: "end" | "reset";
}

/** A server that sends the responses of a script. */
export interface ScriptedServer {
    readonly port: number;
    stop(): Promise<void>;
}

/** Starts a scripted server on a free port. */
export async function startScriptedServer(certificate: ServerCertificate, script: Script): Promise<ScriptedServer> {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => {
        sockets.add(socket);
        socket.on("error", ignore).on("close", () => sockets.delete(socket));
        // The request for TLS is the first message, in one piece.
        socket.once("data", () => {
            if (script.beforeTls !== undefined) {
                send(socket, socket, script.beforeTls, script);
                return;
            }
            socket.write("S");
            if (script.handshake !== undefined) {
                const { handshake } = script;
                socket.once("data", () => {
                    send(socket, socket, handshake, script);
                });
                return;
            }
            const { certificate: cert, privateKey: key } = certificate;
            const secure = new tls.TLSSocket(socket, { isServer: true, cert, key });
            secure.on("error", ignore);
            let isStarted = false;
            secure.on("data", (bytes: Buffer) => {
                const given = isStarted ? scriptedResponse(bytes, script) : script.login;
                const usual = isStarted ? defaultResponse(bytes) : login;
                isStarted = true;
                if (given === undefined) secure.write(usual);
                else if (given === script.statement && script.commit !== undefined) secure.write(given);
                else send(secure, socket, given, script);
            });
        });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    if (address === null || typeof address === "string") throw new Error("the server has no port");
    return {
        port: address.port,
        stop: async () => {
            for (const socket of sockets) socket.destroy();
            await new Promise((resolve) => server.close(resolve));
        },
    };
}

function send(to: net.Socket, socket: net.Socket, bytes: Buffer, { then }: Script): void {
    to.write(bytes, () => {
        if (then === "end") to.end();
        if (then === "reset") socket.resetAndDestroy();
    });
}

/** The script's response to the messages of one piece. */
function scriptedResponse(bytes: Buffer, script: Script): Buffer | undefined {
    if (firstType(bytes) === "P") return script.begin;
    if (firstType(bytes) === "E") return script.statement;
    return isCommit(bytes) ? script.commit : undefined;
}

/**
 * A correct response to the functions' own statements: the time when a session opens, otherwise completed commands.
 * The beginning of a transaction comes in one piece with the caller's statement, and its end with that of the pipeline.
 */
function defaultResponse(bytes: Buffer): Buffer {
    const text = bytes.toString("latin1");
    if (text.includes(" as opened")) {
        return Buffer.concat([
            rowDescription("opened"),
            dataRow("2026-01-01 00:00:00+00"),
            commandComplete("SELECT 1"),
            readyForQuery,
        ]);
    }
    if (firstType(bytes) === "P") {
        return Buffer.concat(["BEGIN", "SET"].flatMap((tag) => [parseComplete, bindComplete, commandComplete(tag)]));
    }
    const queries = text.split("Q\0").length - 1;
    return Buffer.concat([
        ...(firstType(bytes) === "S" ? [readyForQuery] : []),
        ...Array.from({ length: queries }, () => [commandComplete("SET"), readyForQuery]).flat(),
    ]);
}

function firstType(bytes: Buffer): string {
    return bytes.toString("latin1", 0, 1);
}

function isCommit(bytes: Buffer): boolean {
    return bytes.toString("latin1").includes("COMMIT");
}

function ignore(): void {
    // The client closes the connection at the first message that it does not understand.
}
