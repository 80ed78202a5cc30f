import assert from "node:assert/strict";
import { clusterParameters } from "../../components/clusterParameters";

const args = { tuning: "optimized", instanceMemoryGiB: 16, connections: 210, slowStatementMs: 250 } as const;

/** Parameters that RDS applies at a restart only, from the facts. */
const staticNames = [
    "autovacuum_max_workers",
    "max_connections",
    "pg_stat_statements.max",
    "rds.logical_replication",
    "rds.restrict_password_commands",
    "shared_buffers",
    "shared_preload_libraries",
    "track_activity_query_size",
];

/** What Aurora refuses in any group. */
const notSettable =
    /^(checkpoint_.*|log_checkpoints|max_wal_size|min_wal_size|wal_level|wal_compression|full_page_writes|fsync|bgwriter_.*|archive_.*|jit)$/;

describe("clusterParameters", () => {
    it("are sorted by name, each once", () => {
        const names = clusterParameters(args).map(({ name }) => name);

        assert.deepEqual(names, [...new Set(names)].sort());
    });

    it("wait for a restart where they are static, and nowhere else", () => {
        const pending = clusterParameters(args).filter(({ applyMethod }) => applyMethod === "pending-reboot");

        assert.deepEqual(
            pending.map(({ name }) => name),
            clusterParameters(args)
                .map(({ name }) => name)
                .filter((name) => staticNames.includes(name)),
        );
        assert.equal(pending.length, 5);
    });

    it("hold nothing that Aurora refuses, and none of the memory that Aurora sizes itself", () => {
        const names = clusterParameters(args).map(({ name }) => name);

        const refused = names.filter(
            (name) =>
                notSettable.test(name) || ["shared_buffers", "effective_cache_size", "max_connections"].includes(name),
        );

        assert.deepEqual(refused, []);
    });

    it("log slow statements after the configured time, without their values", () => {
        const parameters = new Map(clusterParameters(args).map(({ name, value }) => [name, value]));

        const logging = ["log_min_duration_statement", "log_parameter_max_length", "log_parameter_max_length_on_error"];

        assert.deepEqual(
            logging.map((name) => parameters.get(name)),
            ["250", "0", "0"],
        );
    });
});
