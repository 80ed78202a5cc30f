import { isEngineDefault, isStatic } from "../../../parameterFacts";
import type { AuroraPlatformArgs } from "../platformArgs";
import { tunedParameters, type TuningArgs } from "./tuning";

/** One parameter of a cluster parameter group, as the resource takes it. */
export interface ClusterParameter {
    readonly name: string;
    readonly value: string;
    /**
     * `pending-reboot` for static parameters and for values that equal the engine's default, because RDS accepts no
     * other method for them. A parameter that returns to such a value waits for a restart. One that already has it is
     * unchanged.
     */
    readonly applyMethod: "immediate" | "pending-reboot";
}

/** The arguments on which the cluster parameters depend. */
export type ClusterParametersArgs = TuningArgs &
    Pick<AuroraPlatformArgs, "majorVersion" | "slowStatementMs" | "extensions" | "databaseName" | "parameters">;

/**
 * All parameters of the cluster's group, sorted by name: those of every environment, of the extensions, of the tuning,
 * and the stack's own ones, which override those of the tuning.
 */
export function clusterParameters(args: ClusterParametersArgs): ClusterParameter[] {
    const tuned = Object.fromEntries(tunedParameters(args).map(({ name, value }) => [name, value]));
    const own = Object.fromEntries(args.parameters.map(({ name, value }) => [name, value]));
    const values = { ...tuned, ...own, ...securityAndLogging(args), ...extensionParameters(args) };
    return Object.entries(values)
        .map(([name, value]) => ({ name, value, applyMethod: applyMethodOf(name, value, args.majorVersion) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function securityAndLogging({ slowStatementMs }: ClusterParametersArgs): Record<string, string> {
    return {
        // Off by default up to PostgreSQL 16.
        "rds.force_ssl": "1",
        // Otherwise a login could change its own password and lock out every reader of the secret.
        "rds.restrict_password_commands": "1",
        ssl_min_protocol_version: "TLSv1.2",
        "pg_stat_statements.track": "top",
        log_connections: "1",
        log_disconnections: "1",
        log_lock_waits: "1",
        log_statement: "ddl",
        log_min_duration_statement: String(slowStatementMs),
        // Bind values are users' data. Neither slow nor failing statements log them.
        log_parameter_max_length: "0",
        log_parameter_max_length_on_error: "0",
    };
}

function extensionParameters({ extensions, databaseName }: ClusterParametersArgs): Record<string, string> {
    const libraries = extensions.filter(({ preloaded }) => preloaded).map(({ name }) => name);
    return {
        shared_preload_libraries: ["pg_stat_statements", ...libraries].join(),
        // pg_cron can be created in this database only. Its default is the database postgres, which the platform does
        // not use: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/PostgreSQL_pg_cron.html
        ...(libraries.includes("pg_cron") && { "cron.database_name": databaseName }),
    };
}

function applyMethodOf(name: string, value: string, majorVersion: number): ClusterParameter["applyMethod"] {
    return isStatic(name, majorVersion) || isEngineDefault(name, value, majorVersion) ? "pending-reboot" : "immediate";
}
