import type { AlarmDefinition } from "./alarm";
import type { DatabaseMonitoringArgs } from "./monitoringArgs";

/** The arguments of the alarm on roll-ups. */
export type RollUpAlarmArgs = Pick<DatabaseMonitoringArgs, "metricsNamespace" | "rollUpMinutes">;

/** The alarm on the metric of the scheduled roll-ups. None if they are not scheduled. */
export function rollUpAlarms({ metricsNamespace, rollUpMinutes }: RollUpAlarmArgs): AlarmDefinition[] {
    if (rollUpMinutes === undefined) {
        return [];
    }
    const periods = Math.max(leastPeriods, Math.ceil(toleranceMinutes / rollUpMinutes));
    return [
        {
            key: "roll-up",
            section: "roll-up",
            meaning: `For ${periods * rollUpMinutes} minutes no roll-up has moved everything that had arrived: they fail, do not run, or do not keep up.`,
            metric: { namespace: metricsNamespace, name: "RolledUp", dimensions: {}, statistic: "Maximum" },
            comparisonOperator: "LessThanThreshold",
            threshold: 1,
            periodSeconds: rollUpMinutes * 60,
            periods,
            treatMissingData: "breaching",
        },
    ];
}

/** An import of many events, a failover or a long lock on a table takes some roll-ups. */
const toleranceMinutes = 15;

const leastPeriods = 3;
