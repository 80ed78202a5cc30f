import { functionNames } from "../shared/physicalNames";
import type { AlarmDefinition } from "./alarm";
import { backupAlarms } from "./backupWatch";
import { clusterAlarms } from "./clusterAlarms";
import { functionAlarms } from "./functionAlarms";
import { healthAlarms, isHealthCheckScheduled } from "./healthCheck";
import { instanceAlarms } from "./instanceAlarms";
import { logAlarms } from "./logMetrics";
import type { DatabaseMonitoringArgs } from "./monitoringArgs";
import { readerAlarms } from "./readerAlarms";
import { rollUpAlarms } from "./rollUpAlarm";

/** The metric alarms of a stack, without the one on the key, which has its own topic. */
export function alarmDefinitions(args: DatabaseMonitoringArgs): AlarmDefinition[] {
    const { identifier, thresholds, metricsNamespace } = args;
    const names = functionNames(identifier);
    const access = {
        key: "access",
        name: names.access,
        timeoutSeconds: args.accessTimeoutSeconds,
        errors: {
            section: "access-errors",
            meaning: "An invocation of the access function ended without an answer: it crashed, or took too long.",
        },
    };
    const rotation = {
        key: "rotation",
        name: names.rotation,
        timeoutSeconds: args.rotationTimeoutSeconds,
        errors: {
            section: "rotation-failed",
            meaning: "A step of a rotation failed. The current passwords still work.",
        },
    };
    const definitions = [
        ...args.instances.flatMap((instance, index) => instanceAlarms(instance, index, args, thresholds)),
        ...readerAlarms(args, thresholds),
        ...clusterAlarms(args, thresholds),
        ...backupAlarms(args),
        ...functionAlarms(access, thresholds.durationPercent),
        ...functionAlarms(rotation, thresholds.durationPercent),
        ...(isHealthCheckScheduled(args) ? healthAlarms(args) : []),
        ...rollUpAlarms(args),
        ...logAlarms(metricsNamespace, thresholds),
    ];
    const raised = raisedByPause(args);
    return definitions.filter(({ key }) => !raised.has(key));
}

/**
 * The alarms that a pause would raise, or whose metrics a paused instance may not report: a call that waits until an
 * instance has resumed, and a writer that says nothing (docs/decisions/0013-paused-databases.md).
 */
function raisedByPause({ instances }: DatabaseMonitoringArgs): ReadonlySet<string> {
    return new Set([
        ...(instances.some(({ pauses }) => pauses) ? ["access-duration"] : []),
        ...(instances[0].pauses ? ["writer-silent"] : []),
    ]);
}
