import assert from "node:assert/strict";
import type { AccessHandler } from "../../../handlers/access/handler";
import { Proxy } from "../../../tools/local/network/proxy";
import { lambdaContext } from "../../harness/fakes";
import { createPlatform, type Platform } from "../../harness/platform";

/** Long enough that all messages of one round trip are under way before the first response. Milliseconds. */
const delayMs = 10;

describe("a query on a kept connection", () => {
    let platform: Platform;
    let proxy: Proxy;
    let access: AccessHandler;

    before(async () => {
        platform = await createPlatform("round_trips");
        await platform.rotateAll();
        proxy = await Proxy.start(platform.server.port);
        platform.parameters.values.set("/test/database/port", String(proxy.port));
        access = platform.access();
        for (const target of ["reader", "writer"]) {
            const answer = await access({ action: "query", sql: "select 1", target }, lambdaContext());
            assert.equal(answer.ok, true);
        }
        proxy.delayMs = delayMs;
        proxy.clientDelayMs = delayMs;
    });

    after(async () => {
        await platform.drop();
        await proxy.stop();
    });

    const read = { action: "query", sql: "select 1" };
    const failing = "select 1 / (n - 1) from generate_series(1, 1) n";
    const rows = "select generate_series(1, $1::int)";
    const cases: readonly (readonly [title: string, event: object, trips: number])[] = [
        ["for a read", read, 2],
        ["for a read with parameters", { ...read, sql: "select $1::int, $2", parameters: [1, "x"] }, 2],
        ["for a read of 99 rows", { ...read, sql: rows, parameters: [99] }, 2],
        ["for a read of 250 rows", { ...read, sql: rows, parameters: [250] }, 4],
        ["for a read that fails", { ...read, sql: failing }, 2],
        ["for a read that ends at maxRows", { ...read, sql: rows, parameters: [9], maxRows: 5 }, 2],
        ["for a write", { ...read, target: "writer" }, 3],
        ["for a write with parameters", { ...read, sql: "select $1", parameters: ["x"], target: "writer" }, 3],
        ["for a write that fails", { ...read, sql: failing, target: "writer" }, 3],
    ];
    for (const [title, event, trips] of cases) {
        it(`makes ${trips} round trips ${title}`, async () => {
            const before = proxy.roundTrips;

            await access(event, lambdaContext());

            assert.equal(proxy.roundTrips - before, trips);
        });
    }
});
