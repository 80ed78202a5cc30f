import * as net from "node:net";
import postgres from "postgres";
import type { Whereabouts } from "./whereabouts";

/** Creates the bare driver with one connection over verified TLS, without Nagle's algorithm, as in the functions. */
export function connectDriver({ host, port, ...login }: Whereabouts, ca: string) {
    const options = {
        host,
        port,
        ...login,
        socket: () => net.connect({ host, port, noDelay: true }),
        ssl: { ca, rejectUnauthorized: true, servername: host, minVersion: "TLSv1.2" as const },
        max: 1,
        idle_timeout: 0,
        max_lifetime: null,
        prepare: false,
        fetch_types: false,
        onnotice: () => undefined,
    };
    return postgres(options);
}
