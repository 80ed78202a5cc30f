import { accessModes } from "../handlers/shared/loginKinds";
import type { Configuration } from "./configReader";
import { leastMemoryMb, longestTimeoutSeconds, mostMemoryMb } from "./lambdaLimits";
import type { AccessSettings, DatabaseSettings } from "./settings";

/** Reads and checks the settings of the access function. */
export function readAccess(
    config: Configuration,
    { environment, identifier, extensions, logRetentionDays, keepLogs, tracing }: DatabaseSettings,
): AccessSettings {
    const reservedConcurrency = config.integer("accessReservedConcurrency", 0, 1000);
    return {
        environment,
        identifier,
        extensions,
        mode: config.choice("accessMode", accessModes),
        timeoutSeconds: config.integer("accessTimeoutSeconds", 5, longestTimeoutSeconds),
        memoryMb: config.integer("accessMemoryMb", leastMemoryMb, mostMemoryMb),
        reservedConcurrency: reservedConcurrency === 0 ? undefined : reservedConcurrency,
        metricsNamespace: `experimentation-database/${identifier}`,
        logRetentionDays,
        keepLogs,
        tracing,
    };
}
