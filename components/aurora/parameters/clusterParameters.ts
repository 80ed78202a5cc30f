import { isEngineDefault } from "./engineDefaults";
import { tunedParameters, type TuningArgs } from "./tuning";

/** One parameter of a cluster parameter group, as the resource takes it. */
export interface ClusterParameter {
    readonly name: string;
    readonly value: string;
    /**
     * `pending-reboot` where RDS takes nothing else: for static parameters, and for a value that is the engine's own.
     * Only a parameter that goes back to such a value has to wait for a restart; one that has it already is unchanged.
     */
    readonly applyMethod: "immediate" | "pending-reboot";
}

/** What the cluster parameters depend on. */
export interface ClusterParametersArgs extends TuningArgs {
    /** The major of the engine's version: the engine's own values depend on it. */
    readonly majorVersion: number;
    /** Statements that take longer are logged, in milliseconds. */
    readonly slowStatementMs: number;
}

/** All parameters of the cluster's group, by name: what every environment has, and its tuning. */
export function clusterParameters(args: ClusterParametersArgs): ClusterParameter[] {
    const tuned = tunedParameters(args).map(({ name, value }): [string, string] => [name, value]);
    const parameters = [...Object.entries(securityAndLogging(args)), ...tuned];
    return parameters
        .map(([name, value]) => ({ name, value, applyMethod: applyMethodOf(name, value, args.majorVersion) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function securityAndLogging({ slowStatementMs }: ClusterParametersArgs): Record<string, string> {
    return {
        // Off by default up to PostgreSQL 16.
        "rds.force_ssl": "1",
        // A login could change its own password otherwise, and lock out everybody who has the secret.
        "rds.restrict_password_commands": "1",
        ssl_min_protocol_version: "TLSv1.2",
        shared_preload_libraries: "pg_stat_statements",
        "pg_stat_statements.track": "top",
        log_connections: "1",
        log_disconnections: "1",
        log_lock_waits: "1",
        log_statement: "ddl",
        log_min_duration_statement: String(slowStatementMs),
        // Bind values are the users' data: neither slow nor failing statements may show them.
        log_parameter_max_length: "0",
        log_parameter_max_length_on_error: "0",
    };
}

/** https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/AuroraPostgreSQL.Reference.ParameterGroups.html */
const staticParameters: readonly string[] = [
    "autovacuum_max_workers",
    "max_connections",
    "pg_stat_statements.max",
    "rds.logical_replication",
    "rds.restrict_password_commands",
    "shared_buffers",
    "shared_preload_libraries",
    "track_activity_query_size",
];

function applyMethodOf(name: string, value: string, majorVersion: number): ClusterParameter["applyMethod"] {
    return staticParameters.includes(name) || isEngineDefault(name, value, majorVersion)
        ? "pending-reboot"
        : "immediate";
}
