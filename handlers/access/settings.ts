import { readAuthorities } from "../shared/authorities";
import { type EnvironmentVariables, flagVariable, numberVariable, requiredVariable } from "../shared/environment";
import { codedError } from "../shared/errors";
import { type Extension, readExtensions } from "../shared/extensions";
import { type AccessMode, accessModes } from "../shared/loginKinds";

/** The settings in the access function's environment variables. */
export interface AccessSettings {
    /** The environment's name, `prod` for instance. */
    readonly environment: string;
    /** The path of the platform's SSM parameters, with a `/` at the end. */
    readonly parameterPath: string;
    /** Whether `query` may write. */
    readonly mode: AccessMode;
    /** The CloudWatch namespace of the metrics of health checks and roll-ups. */
    readonly metricsNamespace: string;
    /** The days that events are kept. Undefined: all are. */
    readonly eventRetentionDays: number | undefined;
    /** The extensions that the database is to have, besides `pg_stat_statements`. */
    readonly extensions: readonly Extension[];
    /** Whether the database pauses while nobody is connected. The function then keeps no connection. */
    readonly pauses: boolean;
    /** PEM text of the authorities that are trusted for the server's certificate. */
    readonly ca: string;
}

/**
 * Reads the settings.
 *
 * @throws `configurationInvalid`.
 */
export function readAccessSettings(variables: EnvironmentVariables): AccessSettings {
    const parameterPath = requiredVariable(variables, "PARAMETER_PATH");
    if (!parameterPath.endsWith("/")) {
        throw codedError("configurationInvalid", {
            message: `PARAMETER_PATH: ${parameterPath}: must end in a slash; add it`,
        });
    }
    const value = requiredVariable(variables, "ACCESS_MODE");
    const mode = accessModes.find((each) => each === value);
    if (mode === undefined) {
        throw codedError("configurationInvalid", {
            message: `ACCESS_MODE: ${value}: must be readOnly or readWrite; deploy the stack again`,
        });
    }
    return {
        environment: requiredVariable(variables, "ENVIRONMENT"),
        parameterPath,
        mode,
        metricsNamespace: readNamespace(variables),
        eventRetentionDays:
            variables.EVENT_RETENTION_DAYS === undefined
                ? undefined
                : numberVariable(variables, "EVENT_RETENTION_DAYS", 3650),
        extensions: readExtensions(variables),
        pauses: flagVariable(variables, "DATABASE_PAUSES"),
        ca: readAuthorities(variables),
    };
}

/**
 * Checks the namespace. With an invalid one, CloudWatch would drop all metrics without an error:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
function readNamespace(variables: EnvironmentVariables): string {
    const namespace = requiredVariable(variables, "METRICS_NAMESPACE");
    if (!/^(?!:)[ -~]{1,255}$/.test(namespace)) {
        throw codedError("configurationInvalid", {
            message: `METRICS_NAMESPACE: ${namespace}: must be at most 255 ASCII characters, the first no colon; change it`,
        });
    }
    return namespace;
}
