import type { InstanceArgs } from "../capacityArgs";
import type { AuroraPlatformArgs, Tuning } from "../platformArgs";

/** One parameter of the cluster's group. */
export interface TunedParameter {
    readonly name: string;
    /** In the unit of the PostgreSQL parameter. */
    readonly value: string;
    /** Why the parameter has this value. A value that equals Aurora's default is set all the same, so that it stays. */
    readonly reason: string;
    readonly source: string;
}

/** The arguments from which the memory settings are computed. */
export interface TuningArgs extends Pick<AuroraPlatformArgs, "tuning" | "totalConnections"> {
    readonly instances: readonly Pick<InstanceArgs, "memoryGiB">[];
}

/** The parameters of a tuning level. The memory settings fit the smallest instance. */
export function tunedParameters(args: TuningArgs): TunedParameter[] {
    return [...memoryParameters(args), ...levels[args.tuning]];
}

const documentation = "https://www.postgresql.org/docs/15/";

const minimal: readonly TunedParameter[] = [
    {
        name: "idle_in_transaction_session_timeout",
        value: "60000",
        reason: "A client that died within a transaction holds its locks and stops vacuum; a minute is long for a pause.",
        source: `${documentation}runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT`,
    },
];

const medium: readonly TunedParameter[] = [
    ...minimal,
    {
        name: "autovacuum_analyze_scale_factor",
        value: "0.05",
        reason: "Metric events arrive in bursts: at PostgreSQL's own tenth, statistics of the newest day lag behind.",
        source: `${documentation}runtime-config-autovacuum.html#GUC-AUTOVACUUM-ANALYZE-SCALE-FACTOR`,
    },
    {
        name: "autovacuum_vacuum_insert_scale_factor",
        value: "0.05",
        reason: "The large tables only grow: vacuuming inserts earlier keeps index-only scans and freezing cheap.",
        source: `${documentation}runtime-config-autovacuum.html#GUC-AUTOVACUUM-VACUUM-INSERT-SCALE-FACTOR`,
    },
    {
        name: "random_page_cost",
        value: "1.1",
        reason: "Aurora's storage is solid state over many nodes: a random read costs about what a sequential one does.",
        source: `${documentation}runtime-config-query.html#GUC-RANDOM-PAGE-COST`,
    },
    {
        name: "track_io_timing",
        value: "1",
        reason: "Shows in pg_stat_statements and EXPLAIN whether a slow statement waits for storage.",
        source: `${documentation}runtime-config-statistics.html#GUC-TRACK-IO-TIMING`,
    },
];

const optimized: readonly TunedParameter[] = [
    ...medium,
    {
        name: "autovacuum_max_workers",
        value: "5",
        reason: "Assignments, exposures and events grow at once; with three workers one of them waits for its turn.",
        source: `${documentation}runtime-config-autovacuum.html#GUC-AUTOVACUUM-MAX-WORKERS`,
    },
    {
        name: "autovacuum_vacuum_cost_limit",
        value: "1000",
        reason: "The workers share the limit: five of them at the default 200 would each be slower than three.",
        source: `${documentation}runtime-config-autovacuum.html#GUC-AUTOVACUUM-VACUUM-COST-LIMIT`,
    },
    {
        name: "default_statistics_target",
        value: "250",
        reason: "Experiments differ in size by orders of magnitude: more common values give better plans for each.",
        source: `${documentation}runtime-config-query.html#GUC-DEFAULT-STATISTICS-TARGET`,
    },
    {
        name: "pg_stat_statements.max",
        value: "10000",
        reason: "Ad hoc questions would push the platform's own statements out of the default 5,000.",
        source: `${documentation}pgstatstatements.html#id-1.11.7.41.9`,
    },
    {
        name: "track_activity_query_size",
        value: "4096",
        reason: "The platform's questions are longer than PostgreSQL's 1,024 bytes, and a cut statement cannot be explained.",
        source: `${documentation}runtime-config-statistics.html#GUC-TRACK-ACTIVITY-QUERY-SIZE`,
    },
];

const levels: Readonly<Record<Tuning, readonly TunedParameter[]>> = { minimal, medium, optimized };

/**
 * The share of an instance's memory for all sorts and hashes together, and the most memory for each of them.
 *
 * Aurora reserves about 68 % of the memory for `shared_buffers`. The rest is for connections and the system, and an
 * eighth of the memory for sorts and hashes fits beside them
 * (https://repost.aws/knowledge-center/aurora-postgresql-memory-issues). The ceiling applies to a large class with few
 * connections, where one query could otherwise take the memory of ten others.
 */
const workMemory: Readonly<
    Record<Tuning, { readonly share: number; readonly ceilingKiB: number; readonly hashMultiplier: number }>
> = {
    minimal: { share: 0.125, ceilingKiB: 4 * 1024, hashMultiplier: 1 },
    medium: { share: 0.125, ceilingKiB: 8 * 1024, hashMultiplier: 1 },
    optimized: { share: 0.125, ceilingKiB: 64 * 1024, hashMultiplier: 2 },
};

const kiBPerGiB = 1024 * 1024;

/** Keeps connections × `work_mem` × `hash_mem_multiplier` within the share. */
function memoryParameters({ tuning, instances, totalConnections }: TuningArgs): TunedParameter[] {
    const instanceMemoryGiB = Math.min(...instances.map(({ memoryGiB }) => memoryGiB));
    const { share, ceilingKiB, hashMultiplier } = workMemory[tuning];
    const perConnectionKiB = (instanceMemoryGiB * kiBPerGiB * share) / (totalConnections * hashMultiplier);
    const workMemKiB = Math.floor(Math.min(perConnectionKiB, ceilingKiB));
    return [
        {
            name: "hash_mem_multiplier",
            value: String(hashMultiplier),
            reason: "Hash joins of assignments with events may use more than a sort; it is part of the sum below.",
            source: `${documentation}runtime-config-resource.html#GUC-HASH-MEM-MULTIPLIER`,
        },
        {
            name: "work_mem",
            value: String(workMemKiB),
            reason: `${totalConnections} connections × ${workMemKiB} kB × ${hashMultiplier} fit ${share * 100} % of ${instanceMemoryGiB} GiB.`,
            source: `${documentation}runtime-config-resource.html#GUC-WORK-MEM`,
        },
    ];
}
