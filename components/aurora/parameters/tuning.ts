import type { InstanceArgs } from "../capacityArgs";
import type { AuroraPlatformArgs, Tuning } from "../platformArgs";

/** One parameter of the cluster's group. */
export interface TunedParameter {
    readonly name: string;
    /** In the unit of the PostgreSQL parameter. */
    readonly value: string;
    /** Why the parameter has this value: what it changes, or why a bench on one machine cannot show it. */
    readonly reason: string;
    readonly source: string;
}

/** The arguments from which the memory settings are computed. */
export interface TuningArgs extends Pick<AuroraPlatformArgs, "tuning" | "totalConnections"> {
    readonly instances: readonly Pick<InstanceArgs, "memoryGiB">[];
}

/**
 * The parameters of a tuning level. The memory settings fit the smallest instance.
 *
 * `npm run bench -- workload` measures what each of them changes, and what was tried and is not set
 * (docs/decisions/0021-measured-tuning.md).
 */
export function tunedParameters(args: TuningArgs): TunedParameter[] {
    return [...memoryParameters(args), ...levels[args.tuning]];
}

const documentation = "https://www.postgresql.org/docs/15/";

const minimal: readonly TunedParameter[] = [
    {
        name: "idle_in_transaction_session_timeout",
        value: "60000",
        reason:
            "A client that died within a transaction holds its locks and stops vacuum; a minute is long for a pause. " +
            "No bench shows a client that dies; Aurora's default is a day.",
        source: `${documentation}runtime-config-client.html#GUC-IDLE-IN-TRANSACTION-SESSION-TIMEOUT`,
    },
];

const medium: readonly TunedParameter[] = [
    ...minimal,
    {
        name: "autovacuum_vacuum_cost_limit",
        value: "1000",
        reason:
            "Under ingest, roll_up updates rows all over unit_metrics. At Aurora's 200, their vacuum takes about twice " +
            "as long (npm run bench -- workload), and its dead rows stay as long.",
        source: `${documentation}runtime-config-autovacuum.html#GUC-AUTOVACUUM-VACUUM-COST-LIMIT`,
    },
];

/** `optimized` differs from `medium` in its memory alone. */
const levels: Readonly<Record<Tuning, readonly TunedParameter[]>> = { minimal, medium, optimized: medium };

/**
 * The share of an instance's memory for all sorts and hashes together.
 *
 * Aurora reserves about 68 % of the memory for `shared_buffers`. The rest is for connections and the system, and an
 * eighth of the memory for sorts and hashes fits beside them
 * (https://repost.aws/knowledge-center/aurora-postgresql-memory-issues).
 */
const workMemoryShare = 0.125;

/**
 * The most memory for each sort and hash. The ceiling applies to a large class with few connections, where one query
 * could otherwise take the memory of ten others. With `optimized`'s, no question at the size of
 * `npm run bench -- workload` writes temporary files.
 */
const workMemoryCeilingKiB: Readonly<Record<Tuning, number>> = {
    minimal: 4 * 1024,
    medium: 8 * 1024,
    optimized: 64 * 1024,
};

const kiBPerGiB = 1024 * 1024;

/** Keeps connections × `work_mem` within the share. */
function memoryParameters({ tuning, instances, totalConnections }: TuningArgs): TunedParameter[] {
    const instanceMemoryGiB = Math.min(...instances.map(({ memoryGiB }) => memoryGiB));
    const perConnectionKiB = (instanceMemoryGiB * kiBPerGiB * workMemoryShare) / totalConnections;
    const workMemKiB = Math.floor(Math.min(perConnectionKiB, workMemoryCeilingKiB[tuning]));
    return [
        {
            name: "hash_mem_multiplier",
            value: "1",
            reason:
                "Aurora's 2 lets each hash exceed the sum below. Twice the work_mem serves hashes as well " +
                "(npm run bench -- workload). One machine cannot show all connections at once.",
            source: `${documentation}runtime-config-resource.html#GUC-HASH-MEM-MULTIPLIER`,
        },
        {
            name: "work_mem",
            value: String(workMemKiB),
            reason: `${totalConnections} connections × ${workMemKiB} kB fit ${workMemoryShare * 100} % of ${instanceMemoryGiB} GiB.`,
            source: `${documentation}runtime-config-resource.html#GUC-WORK-MEM`,
        },
    ];
}
