import assert from "node:assert/strict";
import { clusterParameters, type ClusterParametersArgs } from "../../../components/aurora/parameters/clusterParameters";

const args = {
    tuning: "optimized",
    instances: [{ memoryGiB: 16 }],
    totalConnections: 210,
    slowStatementMs: 250,
    majorVersion: 15,
    extensions: [],
    parameters: [],
    databaseName: "experimentation",
} as const;

/** Parameters that RDS applies at a restart only, from the facts. */
const staticNames = [
    "autovacuum_max_workers",
    "cron.database_name",
    "max_connections",
    "pg_stat_statements.max",
    "rds.logical_replication",
    "rds.restrict_password_commands",
    "shared_buffers",
    "shared_preload_libraries",
    "track_activity_query_size",
];

const everywhere = ["log_parameter_max_length_on_error 0", "pg_stat_statements.track top"];
const tls = "ssl_min_protocol_version TLSv1.2";
const forcedTls = ["rds.force_ssl 1", tls];

/** The dynamic parameters whose value is the engine's own, by what they depend on. */
const pendingDynamic: readonly (readonly [
    what: string,
    changes: Partial<ClusterParametersArgs>,
    expected: string[],
])[] = [
    ["minimal on 15", { tuning: "minimal", instances: [{ memoryGiB: 4 }] }, [...everywhere, tls]],
    ["medium on 15", { tuning: "medium" }, [...everywhere, tls]],
    ["optimized on 15", {}, [...everywhere, tls]],
    ["optimized on 16", { majorVersion: 16 }, [...everywhere, tls]],
    ["optimized on 17", { majorVersion: 17 }, [...everywhere, ...forcedTls]],
    [
        "minimal on 18",
        { majorVersion: 18, tuning: "minimal", instances: [{ memoryGiB: 4 }] },
        [...everywhere, ...forcedTls],
    ],
    ["few connections", { tuning: "minimal", totalConnections: 20 }, [...everywhere, tls, "work_mem 4096"]],
];

/** What Aurora refuses in any group. */
const notSettable =
    /^(checkpoint_.*|log_checkpoints|max_wal_size|min_wal_size|wal_level|wal_compression|full_page_writes|fsync|bgwriter_.*|archive_.*|jit)$/;

describe("clusterParameters", () => {
    it("are sorted by name, each once", () => {
        const names = clusterParameters(args).map(({ name }) => name);

        assert.deepEqual(names, [...new Set(names)].sort());
    });

    for (const [what, changes, expected] of pendingDynamic) {
        it(`wait for a restart where they are static or the engine's own value, and nowhere else: ${what}`, () => {
            const parameters = clusterParameters({ ...args, ...changes });

            const pending = parameters.filter(({ applyMethod }) => applyMethod === "pending-reboot");

            const names = pending.map(({ name }) => name);
            assert.deepEqual(
                names.filter((name) => staticNames.includes(name)),
                parameters.map(({ name }) => name).filter((name) => staticNames.includes(name)),
            );
            assert.deepEqual(
                pending.filter(({ name }) => !staticNames.includes(name)).map(({ name, value }) => `${name} ${value}`),
                expected,
            );
        });
    }

    it("apply autovacuum_max_workers at once on 18, where it is no longer static", () => {
        const parameters = [{ name: "autovacuum_max_workers", value: "5" }];

        const methods = [17, 18].map(
            (majorVersion) =>
                clusterParameters({ ...args, majorVersion, parameters }).find(
                    ({ name }) => name === "autovacuum_max_workers",
                )?.applyMethod,
        );

        assert.deepEqual(methods, ["pending-reboot", "immediate"]);
    });

    it("include the stack's own, which override those of the tuning", () => {
        const parameters = [
            { name: "autovacuum_vacuum_cost_limit", value: "400" },
            { name: "track_commit_timestamp", value: "1" },
        ];

        const all = clusterParameters({ ...args, parameters });

        assert.equal(all.length, clusterParameters(args).length + 1);
        assert.deepEqual(
            all.filter(({ name }) => parameters.some((own) => own.name === name)),
            [
                { name: "autovacuum_vacuum_cost_limit", value: "400", applyMethod: "immediate" },
                { name: "track_commit_timestamp", value: "1", applyMethod: "pending-reboot" },
            ],
        );
    });

    it("preload the libraries of extensions after pg_stat_statements, and schedule jobs in the platform's database", () => {
        const extensions = [
            { name: "pg_cron", schema: "extensions", preloaded: true },
            { name: "pgaudit", schema: "extensions", preloaded: true },
            { name: "vector", schema: "extensions", preloaded: false },
        ];

        const parameters = clusterParameters({ ...args, extensions });

        const without = clusterParameters(args).map(({ name, value }) => `${name} ${value}`);
        assert.deepEqual(
            parameters.filter(({ name, value }) => !without.includes(`${name} ${value}`)),
            [
                { name: "cron.database_name", value: "experimentation", applyMethod: "pending-reboot" },
                {
                    name: "shared_preload_libraries",
                    value: "pg_stat_statements,pg_cron,pgaudit",
                    applyMethod: "pending-reboot",
                },
            ],
        );
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
