import assert from "node:assert/strict";
import { once } from "node:events";
import * as net from "node:net";
import { text } from "node:stream/consumers";
import { type PausingServers, startPausing } from "../../../../tools/local/platform/pausing";

describe("the local servers of a database that pauses", () => {
    const servers: net.Server[] = [];
    let pausing: PausingServers;
    let resume: () => void = () => assert.fail("there was no pause");

    before(async () => {
        for (const name of ["writer", "reader"]) {
            const server = net.createServer((socket) => socket.on("error", () => undefined).end(name));
            await once(server.listen(0, "127.0.0.1"), "listening");
            servers.push(server);
        }
        const [writer, reader] = servers.map((server) => {
            const address = server.address();
            return { address: "127.0.0.1", port: typeof address === "object" ? address?.port : undefined };
        });
        assert.ok(writer?.port !== undefined && reader?.port !== undefined);
        const elsewhere = { address: "127.0.0.2" };
        pausing = await startPausing({ writer, reader, analytics: reader, elsewhere }, () => {
            const resumed = new Promise<void>((resolve) => (resume = resolve));
            return () => resumed;
        });
    });

    after(async () => {
        await pausing.stop();
        servers.forEach((server) => server.close());
    });

    /** Connects to a host, and returns what its server says until it closes the connection. */
    async function connect(host: string): Promise<{ readonly answer: Promise<string> }> {
        const socket = net.connect({ port: pausing.hostMap[host]?.port ?? 0, host: "127.0.0.1" });
        const answer = text(socket);
        await once(socket, "connect");
        return { answer };
    }

    const ask = async (host: string) => await (await connect(host)).answer;

    it("are awake at first", async () => {
        const answers = [await ask("writer"), await ask("reader"), await ask("analytics")];

        assert.deepEqual(answers, ["writer", "reader", "reader"]);
        assert.deepEqual(pausing.hostMap.elsewhere, { address: "127.0.0.2" });
    });

    for (const time of ["first", "second"]) {
        it(`accept connections during the ${time} pause, and answer all of them when it ends`, async () => {
            const order: string[] = [];
            pausing.pause();

            const waiting = [await connect("writer"), await connect("reader")];
            const answers = waiting.map(async ({ answer }) => order.push(await answer));
            order.push("resumed");
            resume();
            await Promise.all(answers);
            const later = await ask("writer");

            assert.deepEqual(order[0], "resumed");
            assert.deepEqual([...order.sort(), later], ["reader", "resumed", "writer", "writer"]);
        });
    }
});
