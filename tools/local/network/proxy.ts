import * as net from "node:net";

/** One connection through a proxy. */
interface Pair {
    readonly client: net.Socket;
    readonly server: net.Socket;
    isStalled: boolean;
    isMuted: boolean;
    /** Whether the server has sent the last bytes. */
    hasAnswer: boolean;
}

/** What a proxy does with new connections. */
type Behaviour = "pass" | "stall" | "closeAtOnce";

/** A TCP proxy on loopback that can stall, close, reset and delay connections, as a network does. */
export class Proxy {
    /** What the proxy does with new connections. */
    behaviour: Behaviour = "pass";
    /** Whether each of the next connections stalls. Overrides `behaviour` for them. */
    stalls: boolean[] = [];
    /** Bytes from the server after which a new connection stalls. */
    stallAfterBytes = Number.POSITIVE_INFINITY;
    /** Delay of the server's bytes, in milliseconds. */
    delayMs = 0;
    /** Delay of the client's bytes, in milliseconds. */
    clientDelayMs = 0;
    /** How often a client has sent bytes after the server's: the round trips, if both sides' bytes are delayed. */
    roundTrips = 0;
    /** The server's port, for new connections. */
    target: number;

    private readonly pairs = new Set<Pair>();

    private constructor(
        private readonly usual: number,
        private readonly listener: net.Server,
        readonly port: number,
    ) {
        this.target = usual;
        listener.on("connection", (client) => {
            this.accept(client);
        });
    }

    /** Starts a proxy on a free port, in front of the port `target`. */
    static async start(target: number): Promise<Proxy> {
        const listener = net.createServer();
        await listen(listener, 0);
        const address = listener.address();
        if (address === null || typeof address === "string") throw new Error("the proxy has no port");
        return new Proxy(target, listener, address.port);
    }

    /** The number of open connections. */
    get connections(): number {
        return this.pairs.size;
    }

    /** Drops everything on all connections, old and new, without closing them: a network that loses every packet. */
    stall(): void {
        this.behaviour = "stall";
        this.stallExisting();
    }

    /** Drops everything on the open connections. New connections work. */
    stallExisting(): void {
        for (const pair of this.pairs) stallPair(pair);
    }

    /** Drops the server's bytes on the open connections, and passes the client's. New connections work. */
    muteExisting(): void {
        for (const pair of this.pairs) pair.isMuted = true;
    }

    /** Closes the open connections, in order (FIN) or by a reset (RST). */
    cut(how: "end" | "reset"): void {
        for (const { client, server } of this.pairs) {
            if (how === "reset") client.resetAndDestroy();
            client.destroy();
            server.destroy();
        }
    }

    /** Closes the listener and all connections: the port refuses new ones. */
    async refuse(): Promise<void> {
        this.cut("end");
        await new Promise((resolve) => this.listener.close(resolve));
    }

    /** Removes all faults, and closes the stalled connections. */
    async restore(): Promise<void> {
        this.behaviour = "pass";
        this.stalls = [];
        this.stallAfterBytes = Number.POSITIVE_INFINITY;
        this.delayMs = 0;
        this.clientDelayMs = 0;
        this.target = this.usual;
        for (const pair of this.pairs) {
            if (pair.isStalled || pair.isMuted) {
                pair.client.destroy();
                pair.server.destroy();
            }
        }
        if (!this.listener.listening) await listen(this.listener, this.port);
    }

    /** Closes the listener and all connections. */
    async stop(): Promise<void> {
        this.cut("end");
        if (this.listener.listening) await new Promise((resolve) => this.listener.close(resolve));
    }

    private accept(client: net.Socket): void {
        client.on("error", ignore);
        if (this.behaviour === "closeAtOnce") {
            client.destroy();
            return;
        }
        const server = net.connect({ host: "127.0.0.1", port: this.target, noDelay: true });
        server.on("error", ignore);
        client.setNoDelay(true);
        const isStalled = this.stalls.shift() ?? this.behaviour === "stall";
        const pair: Pair = { client, server, isStalled, isMuted: false, hasAnswer: true };
        this.pairs.add(pair);
        let left = this.stallAfterBytes;
        client.on("data", (bytes) => {
            this.roundTrips += pair.hasAnswer ? 1 : 0;
            pair.hasAnswer = false;
            if (pair.isStalled) return;
            if (this.clientDelayMs > 0) setTimeout(() => server.write(bytes), this.clientDelayMs);
            else server.write(bytes);
        });
        server.on("data", (bytes) => {
            if (pair.isStalled || pair.isMuted) return;
            pair.hasAnswer = true;
            this.pass(pair, bytes.subarray(0, left));
            left -= bytes.length;
            if (left <= 0) stallPair(pair);
        });
        // When one side closes, the proxy closes the other, unless the connection is stalled.
        client.on("close", () => {
            this.pairs.delete(pair);
            server.destroy();
        });
        server.on("close", () => {
            if (!pair.isStalled) client.end();
        });
    }

    private pass({ client, server }: Pair, bytes: Buffer): void {
        if (this.delayMs > 0) {
            setTimeout(() => client.write(bytes), this.delayMs);
        } else if (!client.write(bytes)) {
            // Back pressure: the proxy does not buffer a row of 200 MB.
            server.pause();
            client.once("drain", () => server.resume());
        }
    }
}

/** Discards what both sides send. Their operating systems still get acknowledgements. */
function stallPair(pair: Pair): void {
    pair.isStalled = true;
}

async function listen(listener: net.Server, port: number): Promise<void> {
    await new Promise<void>((resolve, reject) => {
        listener.once("error", reject);
        listener.listen(port, "127.0.0.1", () => {
            listener.off("error", reject);
            resolve();
        });
    });
}

function ignore(): void {
    // The client and the server report their own errors.
}
