import { deepEqual, equal, match, rejects } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Proxy } from "../../../tools/local/network/proxy";
import { createApplication } from "../../../tools/local/tour/application";
import { experiment, type ServicePlatform, startServicePlatform } from "./servicePlatform";

describe("examples/application during an outage of the database", function () {
    this.timeout(30_000);
    let on: ServicePlatform;

    before(async () => {
        on = await startServicePlatform();
    });

    after(async () => {
        await on.stop();
    });

    afterEach(() => {
        deepEqual(on.printedSecrets(), []);
    });

    it("fails no call and loses no event where its login was rotated twice and its sessions end", async () => {
        const before = on.platform.secretReads();
        await on.platform.rotateTwice();

        const held = await Promise.all(range(20).map((n) => on.application.assign(experiment, `rotated-${n}`)));
        await on.platform.endConnections();
        const renewed = await Promise.all(range(20).map((n) => on.application.record(`rotated-${n}`, "rotated", 1)));

        deepEqual([held.length, renewed.length], [20, 20]);
        equal(await on.countOf("rotated"), 20);
        // Each connection of the former pool may be refused, but one reading serves them all.
        equal(on.platform.secretReads() - before, 1);
    });

    it("fails no call and counts each event once while its sessions are ended again and again", async () => {
        const recorded = Promise.all(
            range(5).map(async (worker) => {
                for (const n of range(40)) await on.application.record(`worker-${worker}-${n}`, "terminated", 1);
            }),
        );
        recorded.catch(() => undefined);

        for (let times = 0; times < 3; times++) {
            await delay(50);
            await on.platform.endConnections();
        }
        await recorded;

        equal(await on.countOf("terminated"), 200);
    });

    it("starts during an outage, and completes the call once the database is back", async () => {
        const away = await Proxy.start(on.platform.local.database.server.port);
        await away.refuse();
        const early = await on.start({ PGPORT: String(away.port) });
        const assigned = createApplication(early.url).assign(experiment, "early");

        const first = await Promise.race([assigned, delay(500, "not yet")]);
        await away.restore();

        equal(first, "not yet");
        match(await assigned, /^(control|green)$/);
        await early.stop();
        await away.stop();
    });

    it("responds with a time to retry during a long outage, and works once the database is back", async () => {
        on.proxy.stall();

        const response = await fetch(`${on.service.url}/events`, {
            method: "POST",
            body: '{"unit":"u","metric":"away"}',
        });

        const answer = JSON.stringify(await response.json());
        deepEqual([response.status, response.headers.get("retry-after")], [503, "1"]);
        match(answer, /"code":"unavailable"/);
        await on.proxy.restore();
        await on.application.record("u", "back", 1);
        equal(await on.countOf("back"), 1);
    });

    it("completes running calls before it stops, and leaves no session", async () => {
        const ending = await on.start();
        const calls = createApplication(ending.url);
        await calls.assign(experiment, "ending");
        let release: () => void = () => undefined;
        const released = new Promise<void>((resolve) => (release = resolve));
        const holding = on.platform.superuser.begin(async (sql) => {
            await sql`lock table experimentation.metric_events`;
            await released;
        });
        const body = JSON.stringify({ unit: "ending", metric: "held", occurredAt: "2026-11-26T12:00:00Z" });
        const running = fetch(`${ending.url}/events`, { method: "POST", body });
        await delay(200);

        const stopped = ending.stop();
        await delay(200);
        release();
        await holding;

        deepEqual(await (await running).json(), { accepted: true });
        await stopped;
        await rejects(fetch(ending.url));
    });
});

function range(length: number): number[] {
    return Array.from({ length }, (_, index) => index);
}
