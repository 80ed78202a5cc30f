import { equal } from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { Proxy } from "../../../tools/local/network/proxy";
import { createApplication } from "../../../tools/local/tour/application";
import { startService } from "../../../tools/local/tour/service";
import { startDocsPlatform } from "../../docs/access/platform";

describe("examples/application at a failover", function () {
    this.timeout(30_000);

    it("completes every call while the reader becomes the writer", async () => {
        const platform = await startDocsPlatform("prod");
        try {
            const { port, standby } = platform.local.database.server;
            const endpoint = await Proxy.start(port);
            platform.cleanUp.push(() => endpoint.stop());
            const { url } = await startService(platform.local, platform, {
                changes: { PGPORT: String(endpoint.port) },
            });
            const application = createApplication(url);
            await application.record("before", "failover", 1);

            endpoint.target = standby?.port ?? 0;
            endpoint.cut("reset");
            const recorded = Promise.all(
                Array.from({ length: 20 }, (_, n) => application.record(`meanwhile-${n}`, "failover", 1)),
            );
            const early = await Promise.race([recorded, delay(500, "not yet")]);
            await standby?.promote();

            equal(early, "not yet");
            await recorded;
            const writer = standby?.connectAsSuperuser();
            await writer?.unsafe("select experimentation.roll_up(1000)");
            const [row] =
                (await writer?.unsafe("select count(*)::int as count from experimentation.metric_events")) ?? [];
            await writer?.end();
            equal(row?.count, 21);
        } finally {
            await platform.stop();
        }
    });
});
