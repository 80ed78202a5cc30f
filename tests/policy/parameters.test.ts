import { type Resource, types } from "../../policy/resource";
import { parameterRules } from "../../policy/rules/parameters";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { good, resource } from "./resources";

/** A group with all parameters that rules require; undefined removes one. */
function group(changes: Readonly<Record<string, string | undefined>> = {}, name = "database-15") {
    const values: Readonly<Record<string, string | undefined>> = {
        "rds.force_ssl": "1",
        ssl_min_protocol_version: "TLSv1.2",
        log_parameter_max_length: "0",
        log_parameter_max_length_on_error: "0",
        "rds.restrict_password_commands": "1",
        log_statement: "ddl",
        log_min_duration_statement: "1000",
        shared_preload_libraries: "pg_stat_statements",
        ...changes,
    };
    const parameters = Object.entries(values).filter(([, value]) => value !== undefined);
    return resource(types.parameterGroup, {
        name,
        parameters: parameters.map(([name, value]) => ({ name, value, applyMethod: "pending-reboot" })),
    });
}

/** A group that has `rds.force_ssl` once for each value. */
function withTls(...values: readonly string[]) {
    const parameters = values.map((value) => ({ name: "rds.force_ssl", value }));
    return resource(types.parameterGroup, {
        parameters: [...parameters, { name: "ssl_min_protocol_version", value: "TLSv1.2" }],
    });
}

/** A group with a parameter, and with one whose name is unknown. */
function withUnknown(parameter: object) {
    return resource(types.parameterGroup, { parameters: [parameter, { name: unknownValue }] });
}

/** A group of one parameter. */
function applied(family: string, name: string, value: string, applyMethod: string | undefined): Resource {
    return resource(types.parameterGroup, { family, parameters: [{ name, value, applyMethod }] });
}

describeRules("the policy's rules for a cluster's parameters", parameterRules, {
    "cluster-own-parameters": {
        passes: [[good.cluster(), group({}, "other"), group()]],
        fails: [
            [
                [good.cluster({ dbClusterParameterGroupName: undefined }), group()],
                "dbClusterParameterGroupName: is empty: must be a group of this stack",
            ],
            [
                [good.cluster({ dbClusterParameterGroupName: "default.aurora-postgresql15" }), group()],
                "dbClusterParameterGroupName: default.aurora-postgresql15: must be a group of this stack",
            ],
        ],
    },
    "instance-cluster-parameters": {
        passes: [[good.instance()], [good.instance({ dbParameterGroupName: "default.aurora-postgresql15" })]],
        fails: [[[good.instance({ dbParameterGroupName: "other" })], "dbParameterGroupName: other: must be left out"]],
    },
    "parameters-enforce-tls": {
        passes: [[group()], [group({ ssl_min_protocol_version: "TLSv1.3" })], [withUnknown({ name: "timezone" })]],
        fails: [
            [[group({ "rds.force_ssl": "0" })], "rds.force_ssl: 0: must be 1"],
            [[group({ "rds.force_ssl": undefined })], "rds.force_ssl: is empty: must be 1"],
            [[group({ "RDS.Force_SSL": "0" })], "rds.force_ssl: 0: must be 1"],
            ...[
                ["1", "0"],
                ["0", "1"],
            ].map((values): [Resource[], string] => [[withTls(...values)], "rds.force_ssl: 0: must be 1"]),
            [[withUnknown({ name: "rds.force_ssl", value: "0" })], "rds.force_ssl: 0: must be 1"],
            [
                [group({ ssl_min_protocol_version: "TLSv1.1" })],
                "ssl_min_protocol_version: TLSv1.1: must be TLSv1.2 or TLSv1.3",
            ],
        ],
    },
    "parameters-hide-values": {
        passes: [[group()], [group({ debug_print_plan: "0", debug_print_parse: "off" })]],
        fails: [
            [
                [group({ log_parameter_max_length: "-1", log_parameter_max_length_on_error: undefined })],
                "log_parameter_max_length: -1: must be 0",
                "log_parameter_max_length_on_error: is empty: must be 0",
            ],
            [
                [group({ "auto_explain.log_parameter_max_length": "-1", "pgaudit.log_parameter": "1" })],
                "auto_explain.log_parameter_max_length: -1: must be 0",
                "pgaudit.log_parameter: 1: must be 0 or off",
            ],
            [
                [group({ debug_print_parse: "1", debug_print_plan: "on", debug_print_rewritten: "1" })],
                "debug_print_parse: 1: must be 0 or off",
                "debug_print_plan: on: must be 0 or off",
                "debug_print_rewritten: 1: must be 0 or off",
            ],
        ],
    },
    "parameters-protect-passwords": {
        passes: [[group()], [group({ password_encryption: "scram-sha-256" })]],
        fails: [
            [
                [group({ "rds.restrict_password_commands": undefined, password_encryption: "md5" })],
                "rds.restrict_password_commands: is empty: must be 1",
                "password_encryption: md5: must be scram-sha-256",
            ],
            [
                [group({ "rds.accepted_password_auth_method": "md5+scram" })],
                "rds.accepted_password_auth_method: md5+scram: must be scram",
            ],
        ],
    },
    "parameters-keep-data": {
        passes: [[group()], [group({ synchronous_commit: "remote_write" })]],
        fails: [
            [
                [group({ synchronous_commit: "off" })],
                "synchronous_commit: off: must be on or local or remote_write or remote_apply",
            ],
        ],
    },
    "parameters-run-vacuum": {
        passes: [[group()], [group({ autovacuum: "1", track_counts: "on" })]],
        fails: [
            [
                [group({ autovacuum: "0", track_counts: "0" })],
                "autovacuum: 0: must be 1 or on",
                "track_counts: 0: must be 1 or on",
            ],
        ],
    },
    "parameters-without-difference": {
        passes: [
            [group()],
            [applied("aurora-postgresql15", "hash_mem_multiplier", "2", "pending-reboot")],
            [applied("aurora-postgresql15", "hash_mem_multiplier", "1", "immediate")],
            [applied("aurora-postgresql16", "rds.force_ssl", "1", "immediate")],
            [applied("aurora-postgresql18", "effective_io_concurrency", "1", "immediate")],
        ],
        fails: [
            [
                [applied("aurora-postgresql17", "rds.force_ssl", "1", "immediate")],
                "rds.force_ssl: immediate: must be pending-reboot",
            ],
            [
                [applied("aurora-postgresql15", "work_mem", "4096", undefined)],
                "work_mem: is empty: must be pending-reboot",
            ],
            [
                [applied("aurora-postgresql15", "random_page_cost", "4.0", "immediate")],
                "random_page_cost: immediate: must be pending-reboot",
            ],
        ],
    },
    "parameters-log-statements": {
        passes: [[group()], [group({ log_statement: "all", log_min_duration_statement: "0" })]],
        fails: [
            [[group({ log_statement: "none" })], "log_statement: none: must be ddl or mod or all"],
            [
                [group({ log_min_duration_statement: "-1" })],
                "log_min_duration_statement: -1: must be 0 or more milliseconds",
            ],
        ],
    },
    "parameters-keep-statistics": {
        passes: [[group()], [group({ shared_preload_libraries: "pg_cron, pg_stat_statements" })]],
        fails: [
            [
                [group({ shared_preload_libraries: "pg_cron" })],
                "shared_preload_libraries: pg_cron: must include pg_stat_statements",
            ],
            [
                [group({ shared_preload_libraries: undefined })],
                "shared_preload_libraries: is empty: must include pg_stat_statements",
            ],
        ],
    },
});
