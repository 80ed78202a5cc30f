import * as net from "node:net";
import * as tls from "node:tls";
import type { ServerCertificate } from "../../../tools/local/postgres/certificates";
import {
    commandComplete,
    dataRow,
    login,
    readyForQuery,
    rowDescription,
} from "../../handlers/shared/database/backendMessages";

/** What a server says; it answers in order where nothing is given. */
export interface Script {
    /** Answers the request for TLS. Default: `S`, and TLS with the certificate. */
    readonly beforeTls?: Buffer;
    /** Answers the first message of TLS, in clear text. Default: TLS. */
    readonly handshake?: Buffer;
    /** Answers the start-up message. Default: lets everybody in. */
    readonly login?: Buffer;
    /** Answers a statement with parameters or a cursor. */
    readonly statement?: Buffer;
    /** Answers COMMIT. */
    readonly commit?: Buffer;
    /** What follows the last part of the script that is given. Default: nothing, the server says no more. */
    readonly then?: "end" | "reset";
}

/** A server that says what a script has. */
export interface ScriptedServer {
    readonly port: number;
    stop(): Promise<void>;
}

/** Starts one on a free port. */
export async function startScriptedServer(certificate: ServerCertificate, script: Script): Promise<ScriptedServer> {
    const sockets = new Set<net.Socket>();
    const server = net.createServer((socket) => {
        sockets.add(socket);
        socket.on("error", ignore).on("close", () => sockets.delete(socket));
        // The request for TLS comes first, in one piece.
        socket.once("data", () => {
            if (script.beforeTls !== undefined) {
                say(socket, socket, script.beforeTls, script);
                return;
            }
            socket.write("S");
            if (script.handshake !== undefined) {
                const { handshake } = script;
                socket.once("data", () => {
                    say(socket, socket, handshake, script);
                });
                return;
            }
            const { certificate: cert, privateKey: key } = certificate;
            const secure = new tls.TLSSocket(socket, { isServer: true, cert, key });
            secure.on("error", ignore);
            let isStarted = false;
            secure.on("data", (bytes: Buffer) => {
                const given = isStarted ? answerTo(bytes, script) : script.login;
                const usual = isStarted ? inOrder(bytes) : login;
                isStarted = true;
                if (given === undefined) secure.write(usual);
                else if (given === script.statement && script.commit !== undefined) secure.write(given);
                else say(secure, socket, given, script);
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

function say(to: net.Socket, socket: net.Socket, bytes: Buffer, { then }: Script): void {
    to.write(bytes, () => {
        if (then === "end") to.end();
        if (then === "reset") socket.resetAndDestroy();
    });
}

/** What the script has for a message of the client: those of a statement come in one piece, `Parse` first. */
function answerTo(bytes: Buffer, script: Script): Buffer | undefined {
    if (bytes.subarray(0, 1).toString() === "P") return script.statement;
    return isCommit(bytes) ? script.commit : undefined;
}

/** What a server answers to the functions' own queries: the time when they connect, a command otherwise. */
function inOrder(bytes: Buffer): Buffer {
    const text = bytes.toString("latin1");
    if (text.includes(" as opened")) {
        return Buffer.concat([
            rowDescription("opened"),
            dataRow("2026-01-01 00:00:00+00"),
            commandComplete("SELECT 1"),
            readyForQuery,
        ]);
    }
    if (text.startsWith("S")) return readyForQuery;
    const queries = text.split("Q\0").length - 1;
    return Buffer.concat(Array.from({ length: queries }, () => [commandComplete("SET"), readyForQuery]).flat());
}

function isCommit(bytes: Buffer): boolean {
    return bytes.toString("latin1").includes("COMMIT");
}

function ignore(): void {
    // The client ends the connection as soon as it does not understand the server.
}
