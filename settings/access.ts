import { accessModes } from "../handlers/shared/loginKinds";
import type { Configuration } from "./configReader";
import { leastMemoryMb, longestTimeoutSeconds, mostMemoryMb } from "./lambdaLimits";
import type { AccessSettings, DatabaseSettings } from "./settings";

/** Reads and checks the settings of the access function. */
export function readAccess(
    config: Configuration,
    { environment, identifier, instances, extensions, logRetentionDays, keepLogs, tracing }: DatabaseSettings,
): AccessSettings {
    const reservedConcurrency = config.integer("accessReservedConcurrency", 0, 1000);
    const rollUpMinutes = config.integer("rollUpMinutes", 0, 60);
    // Roll-ups would keep a writer awake that pauses (docs/decisions/0013-paused-databases.md).
    const isRolledUp = rollUpMinutes > 0 && !instances[0].pauses;
    config.require(
        "accessReservedConcurrency",
        !isRolledUp || reservedConcurrency !== 1,
        "while the scheduled roll-up runs, Lambda would refuse the health check and every other call; reserve 2 or more, or set rollUpMinutes to 0",
        "rollUpMinutes",
    );
    return {
        environment,
        identifier,
        extensions,
        mode: config.choice("accessMode", accessModes),
        timeoutSeconds: config.integer("accessTimeoutSeconds", 5, longestTimeoutSeconds),
        memoryMb: config.integer("accessMemoryMb", leastMemoryMb, mostMemoryMb),
        reservedConcurrency: reservedConcurrency === 0 ? undefined : reservedConcurrency,
        metricsNamespace: `experimentation-database/${identifier}`,
        rollUpMinutes: isRolledUp ? rollUpMinutes : undefined,
        eventRetentionDays: readEventRetention(config),
        logRetentionDays,
        keepLogs,
        tracing,
    };
}

/** The shortest retention leaves a whole month, and the days before an experiment that CUPED compares with. */
function readEventRetention(config: Configuration): number | undefined {
    const days = config.integer("eventRetentionDays", 0, 3650);
    config.require(
        "eventRetentionDays",
        days === 0 || days >= leastEventRetentionDays,
        `is too short for an experiment's questions; set it to ${leastEventRetentionDays} or more, or to 0 to keep all events`,
    );
    return days === 0 ? undefined : days;
}

const leastEventRetentionDays = 60;
