import assert from "node:assert/strict";
import { parseDescribedSettings, settingLines, sortSettings } from "../../../../tools/local/postgres/settings";

const capabilities = {
    settings: new Set(["work_mem", "shared_buffers", "ssl", "timezone", "shared_preload_libraries"]),
    libraries: new Set(["pg_stat_statements", "auto_explain"]),
    reserved: new Set(["shared_buffers", "ssl"]),
};

describe("sortSettings", () => {
    for (const { name, value, reason } of [
        { name: "rds.force_ssl", value: "1", reason: "Aurora's own; here, the server's access rules enforce TLS" },
        { name: "rds.logical_replication", value: "1", reason: "Aurora's own" },
        { name: "apg_plan_mgmt.mode", value: "on", reason: "Aurora's own" },
        { name: "aurora_compute_plan_id", value: "on", reason: "Aurora's own" },
        { name: "unheard_of", value: "1", reason: "this PostgreSQL does not know it" },
        { name: "ssl", value: "off", reason: "decided by the local server" },
        { name: "shared_buffers", value: "16384", reason: "decided by the local server" },
        {
            name: "work_mem",
            value: "{DBInstanceClassMemory/4096}",
            reason: "a formula over the instance's memory, which does not apply here",
        },
        { name: "auto_explain.log_analyze", value: "1", reason: "the library auto_explain is not loaded" },
        { name: "shared_preload_libraries", value: "pgaudit", reason: "this PostgreSQL does not have the library" },
    ]) {
        it(`leaves out ${name} = ${value}: ${reason}`, () => {
            const sorted = sortSettings({ [name]: value }, capabilities);

            assert.deepEqual(sorted, { applied: {}, unapplied: [{ name, value, reason }] });
        });
    }

    it("applies settings of the server and of libraries that it can load", () => {
        const registered = {
            "auto_explain.log_analyze": "1",
            work_mem: "8192",
            timezone: "UTC",
            shared_preload_libraries: "auto_explain, pg_cron,pg_stat_statements",
        };

        const sorted = sortSettings(registered, capabilities);

        assert.deepEqual(sorted, {
            applied: {
                "auto_explain.log_analyze": "1",
                work_mem: "8192",
                timezone: "UTC",
                shared_preload_libraries: "auto_explain,pg_stat_statements",
            },
            unapplied: [
                {
                    name: "shared_preload_libraries",
                    value: "pg_cron",
                    reason: "this PostgreSQL does not have the library",
                },
            ],
        });
    });
});

describe("parseDescribedSettings", () => {
    it("takes the first column of each line", () => {
        const output = "work_mem\tuser\tResource Usage\tINTEGER\nssl\tsighup\tConnections\tBOOLEAN\n";

        const names = parseDescribedSettings(output);

        assert.deepEqual([...names], ["work_mem", "ssl"]);
    });
});

describe("settingLines", () => {
    it("quotes values so that none can end its line", () => {
        const lines = settingLines({ a: "it's", b: "C:\\x", c: "1\nssl = off" });

        assert.equal(lines, "a = 'it''s'\nb = 'C:\\\\x'\nc = '1\\nssl = off'\n");
    });
});
