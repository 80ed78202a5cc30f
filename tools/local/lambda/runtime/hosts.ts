import { isIP, Socket } from "node:net";
import type { HostMap } from "./messages";

/**
 * Sends this process's connections where the map says, and nowhere else but to this machine: a name that is not in the
 * map fails as an unknown name does. TLS still verifies the name that was asked for, for only the way there changes.
 */
export function redirectConnections(hostMap: HostMap): void {
    // Every connection of Node's own modules comes by here: net, tls, http and https.
    const connect: unknown = Reflect.get(Socket.prototype, "connect");
    if (typeof connect !== "function") throw new Error("this Node.js has no Socket.prototype.connect");
    Reflect.set(Socket.prototype, "connect", function redirected(this: Socket, ...parameters: unknown[]): Socket {
        const { options, rest } = readParameters(parameters);
        const host = typeof options["host"] === "string" ? options["host"] : "localhost";
        // A path is a socket in the file system; http gives null for none.
        const target = typeof options["path"] === "string" ? {} : findTarget(host, hostMap);
        if (target === undefined) {
            const error = Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), {
                code: "ENOTFOUND",
                syscall: "getaddrinfo",
                hostname: host,
            });
            process.nextTick(() => this.destroy(error));
            return this;
        }
        Reflect.apply(connect, this, [{ ...options, ...target }, ...rest]);
        return this;
    });
}

function findTarget(host: string, hostMap: HostMap): { host?: string; port?: number } | undefined {
    const mapped = hostMap[host.toLowerCase()];
    if (mapped !== undefined)
        return { host: mapped.address, ...(mapped.port === undefined ? {} : { port: mapped.port }) };
    const isHere = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
    return isHere ? {} : undefined;
}

/** The forms are (options, listener?), (port, host?, listener?), (path, listener?) and Node's own [options, listener]. */
function readParameters(parameters: readonly unknown[]): { options: Record<string, unknown>; rest: unknown[] } {
    const flat: readonly unknown[] = Array.isArray(parameters[0]) ? parameters[0] : parameters;
    const rest = flat.filter((value) => typeof value === "function");
    const [first, second] = flat;
    if (typeof first === "object" && first !== null) return { options: { ...first }, rest };
    if (typeof first === "string" && !/^\d+$/.test(first)) return { options: { path: first }, rest };
    return { options: { port: first, ...(typeof second === "string" ? { host: second } : {}) }, rest };
}
