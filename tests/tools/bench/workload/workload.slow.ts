import { deepEqual, ok } from "node:assert/strict";
import { runWorkload } from "../../../../tools/bench/workload/runWorkload";
import { measuredSettings } from "../../../../tools/bench/workload/settings";
import { quickWorkloadRounds, sizeOf } from "../../../../tools/bench/workload/size";
import { uninterrupted } from "../../../../tools/cli/interruption";
import { silentProgress } from "../../../harness/silentProgress";

describe("npm run bench -- workload", () => {
    it("measures every question under every tuning, from the tables of version 2 on", async function () {
        this.timeout(300_000);

        const result = await runWorkload(sizeOf(1000, 1), quickWorkloadRounds, silentProgress(), uninterrupted());

        deepEqual(
            result.settings.map(({ name }) => name),
            measuredSettings().map(({ name }) => name),
        );
        const times = result.settings.flatMap(({ questions, reads, ingest, sustained, underIngest }) => [
            ...questions.flatMap(({ cold, warm }) => [...cold, ...warm]),
            ...reads,
            ...[...ingest, ...sustained].flatMap(({ bare, platform }) => [...bare, ...platform]),
            ...[...underIngest.values()].flat(),
        ]);
        ok(times.length > 400);
        deepEqual(
            times.filter((time) => !(time > 0)),
            [],
        );
        const rows = new Map(result.storage.map((table) => [table.name, table.rows]));
        deepEqual(
            [rows.get("metric_events_version_2"), rows.get("assignments"), rows.get("metric_events")],
            [10_000, 1010, 0],
        );
        ok((rows.get("unit_metrics") ?? 0) > 1000);
    });
});
