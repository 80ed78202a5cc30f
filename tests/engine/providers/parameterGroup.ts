import { isObject, type Properties } from "./wire";

/**
 * Static parameters of Aurora PostgreSQL 15, as `describe-db-cluster-parameters` marks them, among those of the tests.
 */
const staticNames = new Set([
    "autovacuum_max_workers",
    "cron.database_name",
    "cron.max_running_jobs",
    "max_worker_processes",
    "pg_stat_statements.max",
    "rds.logical_replication",
    "rds.restrict_password_commands",
    "shared_preload_libraries",
    "track_activity_query_size",
    "track_commit_timestamp",
]);

/** Dynamic parameters with the engine's own value, among those of the tests. */
const engineValues: Readonly<Record<string, string>> = {
    autovacuum_analyze_scale_factor: "0.05",
    hash_mem_multiplier: "2",
    log_parameter_max_length_on_error: "0",
    "pg_stat_statements.track": "top",
    random_page_cost: "4",
    ssl_min_protocol_version: "TLSv1.2",
    track_io_timing: "1",
    work_mem: "4096",
};

/**
 * RDS's refusal of a parameter group, or undefined.
 * https://docs.aws.amazon.com/AmazonRDS/latest/APIReference/API_ModifyDBClusterParameterGroup.html
 */
export function parameterProblem({ parameters }: Properties): string | undefined {
    const wrong = listOf(parameters).find(
        ({ name, applyMethod }) => staticNames.has(String(name)) && applyMethod !== "pending-reboot",
    );
    return wrong === undefined
        ? undefined
        : `InvalidParameterCombination: cannot use immediate apply method for static parameter ${String(wrong.name)}`;
}

/** What RDS reports: a value of the engine's own always has `pending-reboot` (terraform-provider-aws issue 24737). */
export function reportedParameters({ parameters }: Properties): Properties[] {
    return listOf(parameters).map((each) =>
        engineValues[String(each.name)] === each.value ? { ...each, applyMethod: "pending-reboot" } : each,
    );
}

function listOf(parameters: unknown): Properties[] {
    return Array.isArray(parameters) ? parameters.filter(isObject).map((each) => ({ ...each })) : [];
}
