import { isIP, Socket } from "node:net";
import type { HostMap } from "./messages";

/**
 * Redirects this process's connections by the map. Names outside the map fail with ENOTFOUND, except the machine's own.
 * TLS still verifies the original name, because only the address changes.
 */
export function redirectConnections(hostMap: HostMap): void {
    // Every connection of net, tls, http and https passes through this method.
    const connect: unknown = Reflect.get(Socket.prototype, "connect");
    if (typeof connect !== "function") throw new Error("this Node.js has no Socket.prototype.connect");
    Reflect.set(Socket.prototype, "connect", function redirected(this: Socket, ...parameters: unknown[]): Socket {
        const { options, rest } = readParameters(parameters);
        const host = typeof options["host"] === "string" ? options["host"] : "localhost";
        // `path` is a Unix domain socket; http passes null if there is none.
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
    if (mapped !== undefined) {
        return { host: mapped.address, ...(mapped.port === undefined ? {} : { port: mapped.port }) };
    }
    const isHere = host === "localhost" || host === "::1" || (isIP(host) === 4 && host.startsWith("127."));
    return isHere ? {} : undefined;
}

/**
 * Supports (options, listener?), (port, host?, listener?), (path, listener?) and Node's internal [options, listener].
 */
function readParameters(parameters: readonly unknown[]): { options: Record<string, unknown>; rest: unknown[] } {
    const flat: readonly unknown[] = Array.isArray(parameters[0]) ? parameters[0] : parameters;
    const rest = flat.filter((value) => typeof value === "function");
    const [first, second] = flat;
    if (typeof first === "object" && first !== null) return { options: { ...first }, rest };
    if (typeof first === "string" && !/^\d+$/.test(first)) return { options: { path: first }, rest };
    return { options: { port: first, ...(typeof second === "string" ? { host: second } : {}) }, rest };
}
