import { must, type Requirement } from "../requirements";
import { ofType, types } from "../resource";
import type { Rule } from "../rule";
import { isEmpty, isUnknown, listOf, maySame, show, valueAt } from "../values";

/** What holds for the parameters of a cluster. */
export const parameterRules: readonly Rule[] = [
    {
        id: "cluster-own-parameters",
        scope: "stack",
        enforcement: "mandatory",
        severity: "critical",
        what: "A cluster has a parameter group of the stack.",
        reason: "The default group lets clients connect in clear up to PostgreSQL 16, and nobody can change it.",
        fix: "set dbClusterParameterGroupName to the name of the group that the stack makes",
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
        what: "An instance has no parameters of its own, but those of its cluster.",
        reason: "Its own go before the cluster's, what is logged among them, and no rule looks at them.",
        fix: "leave dbParameterGroupName out, and set parameters in the cluster's group",
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
        reason: "Aurora lets clients connect in clear up to PostgreSQL 16, and one that forgets TLS sends its data so.",
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
        what: "The server's log holds no bind values.",
        reason: "They are the users' data, and the log is read by more people than the tables.",
        fix: "set log_parameter_max_length and log_parameter_max_length_on_error to 0",
        appliesTo: ofType(types.parameterGroup),
        problems: parametersAmong({ log_parameter_max_length: ["0"], log_parameter_max_length_on_error: ["0"] }),
    },
    {
        id: "parameters-without-difference",
        scope: "resource",
        enforcement: "mandatory",
        severity: "low",
        what: "A parameter with the engine's own value is applied with pending-reboot.",
        reason: "RDS reports it so whatever was asked: every plan would show a change, and drift would never be seen.",
        fix: "set its applyMethod to pending-reboot; it has the value already",
        appliesTo: ofType(types.parameterGroup),
        problems: ({ properties: { family, parameters } }) =>
            listOf(parameters)
                .map((each) => ({
                    name: valueAt(each, "name"),
                    value: valueAt(each, "value"),
                    applyMethod: valueAt(each, "applyMethod"),
                }))
                .filter(
                    ({ name, value, applyMethod }) =>
                        engineDefaults(String(family)).get(String(name)) === value &&
                        !maySame(applyMethod, "pending-reboot"),
                )
                .map(({ name, applyMethod }) => `${String(name)}: ${show(applyMethod)}: must be pending-reboot`),
    },
    {
        id: "parameters-log-statements",
        scope: "resource",
        enforcement: "advisory",
        severity: "medium",
        what: "The server logs changes of the schema and slow statements.",
        reason: "Nobody could tell afterwards what changed, or what was slow.",
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
];

/** The values that a family gives by itself, as RDS lists them, to parameters that apply without a restart. */
function engineDefaults(family: string): ReadonlyMap<string, unknown> {
    const major = Number(/\d+$/.exec(family)?.[0]);
    return new Map([
        ["autovacuum_analyze_scale_factor", "0.05"],
        ["hash_mem_multiplier", "2"],
        ["log_parameter_max_length_on_error", "0"],
        ["pg_stat_statements.track", "top"],
        ["rds.force_ssl", major >= 17 ? "1" : "0"],
        ["ssl_min_protocol_version", "TLSv1.2"],
        ["track_io_timing", "1"],
        ["work_mem", "4096"],
    ]);
}

/** Parameters that must each have one of some values. */
function parametersAmong(wanted: Readonly<Record<string, readonly string[]>>): Requirement {
    return (resource) =>
        Object.entries(wanted).flatMap(([name, values]) =>
            parameterThat(name, (value) => values.includes(value), `must be ${values.join(" or ")}`)(resource),
        );
}

/** A parameter that must be there, and satisfy something each time that it is: nobody knows which one counts. */
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
