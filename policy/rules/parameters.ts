import { isEngineDefault } from "../../parameterFacts";
import { must, type Requirement } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, isUnknown, listOf, maySame, show, valueAt } from "../values";

/** Rules for the parameters of a cluster. */
export const parameterRules: readonly Rule[] = [
    {
        id: "cluster-own-parameters",
        scope: "stack",
        enforcement: "mandatory",
        severity: "critical",
        what: "A cluster has a parameter group of the stack.",
        reason: "The default group allows connections without TLS up to PostgreSQL 16, and it cannot be changed.",
        fix: "set dbClusterParameterGroupName to the name of the stack's group",
        appliesTo: ofType(types.cluster),
        problems: (cluster, stack) => {
            const own = stack.filter(ofType(types.parameterGroup)).map(({ properties: { name } }) => name);
            return must(
                "dbClusterParameterGroupName",
                (value) => !isEmpty(value) && own.some((name) => maySame(name, value)),
                "must be a group of this stack",
            )(cluster);
        },
    },
    {
        id: "instance-cluster-parameters",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "An instance has only the parameters of its cluster.",
        reason: "An instance's own parameters override the cluster's, including those for logging, and no rule checks them.",
        fix: "remove dbParameterGroupName, and set parameters in the cluster's group",
        appliesTo: ofType(types.instance),
        problems: must(
            "dbParameterGroupName",
            (value) => isEmpty(value) || String(value).startsWith("default."),
            "must be left out",
        ),
    },
    {
        id: "parameters-enforce-tls",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "The server refuses connections without TLS, and TLS older than 1.2.",
        reason: "Up to PostgreSQL 16 Aurora accepts connections without TLS, and a client without TLS sends its data in clear text.",
        fix: "set rds.force_ssl to 1 and ssl_min_protocol_version to TLSv1.2 or TLSv1.3",
        appliesTo: ofType(types.parameterGroup),
        problems: parametersAmong({
            "rds.force_ssl": ["1"],
            ssl_min_protocol_version: ["TLSv1.2", "TLSv1.3"],
        }),
    },
    {
        id: "parameters-hide-values",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "The server's log contains no bind values.",
        reason: "They are user data, and more people read the log than the tables.",
        fix: "set log_parameter_max_length and log_parameter_max_length_on_error to 0, and leave out debug_print_parse, debug_print_plan, debug_print_rewritten and those of libraries",
        appliesTo: ofType(types.parameterGroup),
        problems: (resource) => [
            ...parametersAmong({ log_parameter_max_length: ["0"], log_parameter_max_length_on_error: ["0"] })(resource),
            ...ifSet("auto_explain.log_parameter_max_length", ["0"])(resource),
            ...["debug_print_parse", "debug_print_plan", "debug_print_rewritten", "pgaudit.log_parameter"].flatMap(
                (name) => ifSet(name, ["0", "off"])(resource),
            ),
        ],
    },
    {
        id: "parameters-protect-passwords",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Logins cannot change their passwords, and passwords are stored as SCRAM verifiers.",
        reason: "A login that changes its password locks out every reader of its secret, and MD5 hashes can be used to log in.",
        fix: "set rds.restrict_password_commands to 1, and password_encryption to scram-sha-256 or leave it out",
        appliesTo: ofType(types.parameterGroup),
        problems: (resource) => [
            ...parametersAmong({ "rds.restrict_password_commands": ["1"] })(resource),
            ...ifSet("password_encryption", ["scram-sha-256"])(resource),
            ...ifSet("rds.accepted_password_auth_method", ["scram"])(resource),
        ],
    },
    {
        id: "parameters-keep-data",
        scope: "resource",
        enforcement: "advisory",
        severity: "high",
        what: "A commit is durable when it is confirmed.",
        reason: "Otherwise a failover loses confirmed commits.",
        fix: "leave out synchronous_commit",
        appliesTo: ofType(types.parameterGroup),
        problems: ifSet("synchronous_commit", ["on", "local", "remote_write", "remote_apply"]),
    },
    {
        id: "parameters-run-vacuum",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "Autovacuum is on, and has the statistics that it needs.",
        reason: "Otherwise dead rows fill the tables, and PostgreSQL stops writing when its transaction ids run out.",
        fix: "leave out autovacuum and track_counts; a table can have storage parameters of its own",
        appliesTo: ofType(types.parameterGroup),
        problems: (resource) => ["autovacuum", "track_counts"].flatMap((name) => ifSet(name, ["1", "on"])(resource)),
    },
    {
        id: "parameters-without-difference",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "A parameter with the engine's own value is applied with pending-reboot.",
        reason: "RDS reports pending-reboot for it in any case. With another method every plan would show a change and hide drift.",
        fix: "set its applyMethod to pending-reboot; the value is in force already",
        appliesTo: ofType(types.parameterGroup),
        problems: ({ properties: { family, parameters } }) => {
            const major = Number(/\d+$/.exec(String(family))?.[0]);
            return listOf(parameters)
                .map((each) => ({
                    name: valueAt(each, "name"),
                    value: valueAt(each, "value"),
                    applyMethod: valueAt(each, "applyMethod"),
                }))
                .filter(
                    ({ name, value, applyMethod }) =>
                        typeof value === "string" &&
                        isEngineDefault(String(name), value, major) &&
                        !maySame(applyMethod, "pending-reboot"),
                )
                .map(({ name, applyMethod }) => `${String(name)}: ${show(applyMethod)}: must be pending-reboot`);
        },
    },
    {
        id: "parameters-log-statements",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "The server logs changes of the schema and slow statements.",
        reason: "Otherwise changes and slow statements cannot be found afterwards.",
        fix: "set log_statement to ddl, mod or all, and log_min_duration_statement to 0 or more milliseconds",
        appliesTo: ofType(types.parameterGroup),
        problems: (resource) => [
            ...parametersAmong({ log_statement: ["ddl", "mod", "all"] })(resource),
            ...parameterThat(
                "log_min_duration_statement",
                (value) => /^\d+$/.test(value),
                "must be 0 or more milliseconds",
            )(resource),
        ],
    },
    {
        id: "parameters-keep-statistics",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "The server collects statistics of statements.",
        reason: "Without pg_stat_statements, nobody can find out which statements load the database.",
        fix: "include pg_stat_statements in shared_preload_libraries",
        appliesTo: ofType(types.parameterGroup),
        problems: parameterThat(
            "shared_preload_libraries",
            (value) => value.split(/\s*,\s*/).includes("pg_stat_statements"),
            "must include pg_stat_statements",
        ),
    },
];

/** Requires each parameter to have one of its allowed values. */
function parametersAmong(wanted: Readonly<Record<string, readonly string[]>>): Requirement {
    return (resource) =>
        Object.entries(wanted).flatMap(([name, values]) =>
            parameterThat(name, (value) => values.includes(value), `must be ${values.join(" or ")}`)(resource),
        );
}

/** Requires a parameter to have one of its allowed values if it is set. */
function ifSet(name: string, values: readonly string[]): Requirement {
    const required = parametersAmong({ [name]: values });
    return (resource) =>
        listOf(resource.properties.parameters).some((each) => String(valueAt(each, "name")).toLowerCase() === name)
            ? required(resource)
            : [];
}

/**
 * Requires a parameter to be set, and each of its values to satisfy a test: if it is set twice, either value may apply.
 */
function parameterThat(name: string, holds: (value: string) => boolean, requirement: string): Requirement {
    return ({ properties: { parameters } }) => {
        const names = listOf(parameters).map((each) => valueAt(each, "name"));
        const values = listOf(parameters)
            .filter((_, index) => String(names[index]).toLowerCase() === name)
            .map((each) => valueAt(each, "value"));
        const expected = values.length > 0 || names.some(isUnknown) ? values : [undefined];
        return expected
            .filter((value) => !isUnknown(value) && !(typeof value === "string" && holds(value)))
            .map((value) => `${name}: ${show(value)}: ${requirement}`);
    };
}
