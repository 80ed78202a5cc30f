import assert from "node:assert/strict";
import { stackSettings } from "../../../offline/stackSettings";
import { newestBackup } from "../../../tools/drill/backup";
import { type FakePrograms, provideFakePrograms } from "./fakePrograms";

const { signal } = new AbortController();
const plan = { time: "06:00", retentionDays: 35, lock: undefined, copies: undefined };

describe("the newest backup", () => {
    const { PATH } = process.env;
    let programs: FakePrograms;

    beforeEach(() => {
        const health = { running: {}, restored: {} };
        const backups = ["2026-11-25", "2026-11-27", "2026-11-26"].map((day) => [day, `${day}T06:00:00Z`] as const);
        programs = provideFakePrograms({ health, query: {}, backups, stacks: [], failures: {}, upWaits: false });
        process.env.PATH = programs.path;
    });

    afterEach(() => {
        process.env.PATH = PATH;
        programs.remove();
    });

    for (const [whose, backups, call] of [
        ["AWS Backup, if the stack has a plan", plan, "backup list-recovery-points-by-resource"],
        ["RDS, if it has none", undefined, "rds describe-db-cluster-snapshots"],
    ] as const) {
        it(`is of ${whose}, with the running version of the engine`, async () => {
            const settings = stackSettings("prod");

            const backup = await newestBackup({ ...settings, database: { ...settings.database, backups } }, signal);

            assert.deepEqual(backup, {
                arn: "2026-11-27",
                createdAt: new Date("2026-11-27T06:00:00Z"),
                engineVersion: "15.13",
            });
            assert.deepEqual(programs.awsCalls(), ["rds describe-db-clusters", call]);
        });
    }
});
