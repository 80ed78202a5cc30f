import assert from "node:assert/strict";
import { migrations } from "../../../../handlers/access/schema/migrations";
import { createPlatform, type Platform } from "../../../harness/platform";
import { migrate } from "./migrate";

describe("the migration to version 3 beside a long report", () => {
    let platform: Platform;

    before(async () => {
        platform = await createPlatform("schema_long_report");
        await platform.rotateAll();
        await migrate(platform, migrations.slice(0, 2));
    });

    after(async () => {
        await platform.dropRoles();
        await platform.drop();
    });

    it("gives up and changes nothing, ingest waits only for moments, and the next call migrates", async () => {
        const reader = platform.login("reader");
        const application = platform.login("application");
        await reader.unsafe("begin; select count(*) from metric_events");
        // Far below the seconds for which the migration tries.
        await application`set lock_timeout = '500ms'`;
        let isTrying = true;
        const ingest = async (): Promise<void> => {
            while (isTrying) await application`insert into metric_events (unit_id, metric) values ('a', 'click')`;
        };

        const [failed, ingested] = await Promise.allSettled([
            migrate(platform, migrations.slice(0, 3)).finally(() => {
                isTrying = false;
            }),
            ingest(),
        ]);

        const [{ children } = {}] = await platform.superuser`select count(*)::int as children from pg_inherits`;
        await reader.unsafe("commit");
        const { applied } = await migrate(platform, migrations.slice(0, 3));
        await Promise.all([reader.end(), application.end()]);
        assert.deepEqual(ingested, { status: "fulfilled", value: undefined });
        assert.equal(failed.status, "rejected");
        assert.equal(Reflect.get(Object(failed.reason), "code"), "lockTimeout");
        assert.equal(children, 0);
        assert.deepEqual(
            applied.map(({ version }) => version),
            [3],
        );
    });
});
