import * as net from "node:net";
import * as tls from "node:tls";
import { type Deadline, untilDeadline } from "../deadline";
import { codedError } from "../errors";

/** Where a server is, and which authorities may vouch for it. */
export interface ServerAddress {
    readonly host: string;
    readonly port: number;
    /** PEM text of the certificate authorities. */
    readonly ca: string;
}

/** How long a connection may be idle before the system looks whether the other end is there. Milliseconds. */
const keepAliveDelay = 60_000;

/**
 * Connects to PostgreSQL with TLS, the server's chain and name verified, at least TLS 1.2.
 *
 * The driver could do this itself. Doing it here switches off Nagle's algorithm (40 ms a connection), gives the TLS
 * version and cipher, and lets nothing reconnect behind our back. Throws the connection's own error, or `tlsRefused`.
 */
export async function openSocket(address: ServerAddress, deadline: Deadline): Promise<tls.TLSSocket> {
    const { host, port } = address;
    const plain = net.connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: keepAliveDelay });
    try {
        await settled(plain, "connect", deadline);
        await askForTls(plain, deadline);
        const secure = tls.connect({
            socket: plain,
            ca: address.ca,
            host,
            // An address is no server name; the certificate is then checked against `host`.
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
 * Sends PostgreSQL's SSLRequest and reads the one byte that answers it. A server that cannot even start a process for the
 * connection says so in clear text: whatever that is, it comes from nobody knows whom, so nothing of it goes on.
 */
async function askForTls(plain: net.Socket, deadline: Deadline): Promise<void> {
    const answered = settled(plain, "data", deadline);
    plain.write(Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]));
    const answer = await answered;
    plain.pause();
    const text = Buffer.isBuffer(answer) ? answer.toString("latin1") : "";
    if (text === "S") {
        return;
    }
    // More than the S would be text that an attacker slipped in before the encryption.
    throw codedError(/^[SN]/.test(text) ? "tlsRefused" : "databaseUnreachable");
}

/** The first value of `event`; rejects on the socket's error, its end, or the deadline. Leaves no listener behind. */
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
    // A socket that is given up may still report an error, which must not end the process.
    socket.on("error", ignore);
    try {
        return await untilDeadline(first, deadline, "notSent");
    } finally {
        removeListeners();
    }
}

function ignore(): void {
    // What is given up has nothing more to say.
}
