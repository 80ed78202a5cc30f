import * as net from "node:net";

/** One connection through a proxy. */
interface Pair {
    readonly client: net.Socket;
    readonly server: net.Socket;
    isStalled: boolean;
}

/** What a proxy does with connections that are made from now on. */
type Behaviour = "pass" | "stall" | "closeAtOnce";

/** A TCP proxy on loopback that can stall, cut, reset and delay what passes, as a network does. */
export class Proxy {
    /** What happens to new connections. */
    behaviour: Behaviour = "pass";
    /** Which of the next connections stall, whatever else happens to new ones. */
    stalls: boolean[] = [];
    /** A new connection stalls after so many bytes from the server. */
    stallAfterBytes = Number.POSITIVE_INFINITY;
    /** How long the server's bytes are held back. Milliseconds. */
    delayMs = 0;
    /** The port that new connections lead to. */
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

    /** Starts a proxy on a free port, which leads to `target`. */
    static async start(target: number): Promise<Proxy> {
        const listener = net.createServer();
        await listen(listener, 0);
        const address = listener.address();
        if (address === null || typeof address === "string") throw new Error("the proxy has no port");
        return new Proxy(target, listener, address.port);
    }

    /** How many connections there are. */
    get connections(): number {
        return this.pairs.size;
    }

    /** From now on nothing passes on any connection, and nobody is told: a network that loses everything. */
    stall(): void {
        this.behaviour = "stall";
        this.stallExisting();
    }

    /** The connections that there are lose everything; new ones pass. */
    stallExisting(): void {
        for (const pair of this.pairs) stallPair(pair);
    }

    /** Ends the connections that there are, in order (FIN) or by a reset (RST). */
    cut(how: "end" | "reset"): void {
        for (const { client, server } of this.pairs) {
            if (how === "reset") client.resetAndDestroy();
            client.destroy();
            server.destroy();
        }
    }

    /** Nobody listens any more: new connections are refused. */
    async refuse(): Promise<void> {
        this.cut("end");
        await new Promise((resolve) => this.listener.close(resolve));
    }

    /** Lets everything pass again, and ends the connections that were stalled. */
    async heal(): Promise<void> {
        this.behaviour = "pass";
        this.stalls = [];
        this.stallAfterBytes = Number.POSITIVE_INFINITY;
        this.delayMs = 0;
        this.target = this.usual;
        for (const pair of this.pairs) {
            if (pair.isStalled) {
                pair.client.destroy();
                pair.server.destroy();
            }
        }
        if (!this.listener.listening) await listen(this.listener, this.port);
    }

    /** Ends everything. */
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
        const pair: Pair = { client, server, isStalled: this.stalls.shift() ?? this.behaviour === "stall" };
        this.pairs.add(pair);
        let left = this.stallAfterBytes;
        client.on("data", (bytes) => {
            if (!pair.isStalled) server.write(bytes);
        });
        server.on("data", (bytes) => {
            if (pair.isStalled) return;
            this.pass(pair, bytes.subarray(0, left));
            left -= bytes.length;
            if (left <= 0) stallPair(pair);
        });
        // Each end is told of the other's, save where everything is lost.
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
            // As slow as its receiver: a row of 200 MB is not to be kept here.
            server.pause();
            client.once("drain", () => server.resume());
        }
    }
}

/** The operating systems of both ends go on acknowledging: what is read here goes nowhere. */
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
    // The ends report what happens to them.
}
