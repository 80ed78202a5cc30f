import * as net from "node:net";
import * as tls from "node:tls";
import { type Deadline, inPartOf, untilDeadline } from "../deadline";
import { codedError } from "../errors";

/** A server's address, and the authorities that are trusted for its certificate. */
export interface ServerAddress {
    readonly host: string;
    readonly port: number;
    /** PEM text of the certificate authorities. */
    readonly ca: string;
}

/** How long a connection may be idle before the first TCP keepalive. Milliseconds. */
const keepAliveDelay = 60_000;

/**
 * Connects to PostgreSQL with TLS 1.2 or later, and verifies the server's certificate chain and name.
 *
 * The driver could connect itself. Connecting here switches off Nagle's algorithm (40 ms per connection), gives access
 * to the TLS version and cipher, and prevents the driver from reconnecting.
 *
 * @param acceptLimitMs how long the server may take to accept the connection: at most half of the time left. Undefined
 * leaves it the whole time.
 * @throws the socket's own error, `databaseUnreachable` if the server did not accept in time, or `tlsRefused`.
 */
export async function openSocket(
    address: ServerAddress,
    deadline: Deadline,
    acceptLimitMs?: number,
): Promise<tls.TLSSocket> {
    const { host, port } = address;
    const plain = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelay });
    try {
        const accepted = (part: Deadline): Promise<unknown> => settled(plain, "connect", part);
        await (acceptLimitMs === undefined
            ? accepted(deadline)
            : inPartOf(deadline, acceptLimitMs, "databaseUnreachable", accepted));
        await requestTls(plain, deadline);
        const secure = tls.connect({
            socket: plain,
            ca: address.ca,
            host,
            // An IP address cannot be a server name. The certificate is then checked against `host`.
            ...(net.isIP(host) === 0 && { servername: host }),
            minVersion: "TLSv1.2",
            rejectUnauthorized: true,
        });
        await settled(secure, "secureConnect", deadline);
        return secure;
    } catch (error) {
        plain.destroy();
        throw error;
    }
}

/**
 * Sends PostgreSQL's SSLRequest and reads the response of one byte. A server that cannot start a process for the
 * connection responds with an error in clear text. Its sender is not verified, so the text is dropped.
 */
async function requestTls(plain: net.Socket, deadline: Deadline): Promise<void> {
    const answered = settled(plain, "data", deadline);
    plain.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    const answer = await answered;
    plain.pause();
    const text = Buffer.isBuffer(answer) ? answer.toString("latin1") : "";
    if (text === "S") {
        return;
    }
    // Bytes after the S could come from an attacker, who inserted them before the encryption.
    throw codedError(/^[SN]/.test(text) ? "tlsRefused" : "databaseUnreachable");
}

/** Waits for the first `event`. Rejects on the socket's error, its end or the deadline. Removes all its listeners. */
async function settled(socket: net.Socket, event: string, deadline: Deadline): Promise<unknown> {
    let removeListeners = (): void => undefined;
    const first = new Promise<unknown>((resolve, reject) => {
        const closed = (): void => {
            reject(codedError("databaseUnreachable"));
        };
        socket.once(event, resolve);
        socket.once("error", reject);
        socket.once("close", closed);
        removeListeners = () => {
            socket.off(event, resolve);
            socket.off("error", reject);
            socket.off("close", closed);
        };
    });
    // An abandoned socket may still emit an error, which must not end the process.
    socket.on("error", ignore);
    try {
        return await untilDeadline(first, deadline, "notSent");
    } finally {
        removeListeners();
    }
}

function ignore(): void {
    // Errors of an abandoned socket have no effect.
}
