import { type Case, describeRules, flag, integer } from "./describeRules";

const maintenanceRule =
    "must be a window of 30 minutes or more; write it in UTC as ddd:hh:mm-ddd:hh:mm, for instance sun:04:00-sun:05:00";
const backupRule = "must be a window of 30 minutes or more; write it in UTC as hh:mm-hh:mm, for instance 02:00-03:00";
const months = "465, 496, 527, 558, 589, 620, 651, 682, 713, 731";

describeRules("backups, windows and watching", [
    [{ backupRetentionDays: "1" }],
    [{ backupRetentionDays: "35" }],
    [{ backupRetentionDays: "0" }, `backupRetentionDays: 0: ${integer(1, 35)}`],
    [{ backupRetentionDays: "36" }, `backupRetentionDays: 36: ${integer(1, 35)}`],
    [{ backupWindow: "23:45-00:15" }],
    [{ backupWindow: "02:00-02:29" }, `backupWindow: 02:00-02:29: ${backupRule}`],
    [{ backupWindow: "02:00-02:00" }, `backupWindow: 02:00-02:00: ${backupRule}`],
    // Its overlap with the maintenance window is not told as well.
    [{ backupWindow: "04:00-04:10" }, `backupWindow: 04:00-04:10: ${backupRule}`],
    [{ backupWindow: "2am" }, `backupWindow: 2am: ${backupRule}`],
    [{ maintenanceWindow: "sun:23:45-mon:00:15" }],
    [{ maintenanceWindow: "sun:03:00-sun:03:30" }],
    [{ maintenanceWindow: "sun:03:00-sun:03:29" }, `maintenanceWindow: sun:03:00-sun:03:29: ${maintenanceRule}`],
    [{ maintenanceWindow: "04:00-05:00" }, `maintenanceWindow: 04:00-05:00: ${maintenanceRule}`],
    ...["mon:23:30-mon:00:00", "sun:05:00-sun:04:00", "mon:00:00-tue:00:01"].map((maintenanceWindow): Case => [
        { maintenanceWindow },
        `maintenanceWindow: ${maintenanceWindow}: is a window of more than 24 hours, which RDS refuses; end it earlier, ` +
            "on the next day where it crosses midnight, for instance mon:23:30-tue:00:00",
    ]),
    [{ maintenanceWindow: "mon:23:30-tue:00:00" }],
    [{ maintenanceWindow: "mon:03:00-tue:02:00" }],
    [
        { backupWindow: "23:45-00:15", maintenanceWindow: "wed:00:00-wed:01:00" },
        "maintenanceWindow: wed:00:00-wed:01:00: overlaps the daily backupWindow 23:45-00:15; move one of them",
    ],
    [{ deletionProtection: "TRUE" }, `deletionProtection: TRUE: ${flag}`],
    [{ finalSnapshot: "false" }],
    [{ finalSnapshot: "no" }, `finalSnapshot: no: ${flag}`],
    [{ retainBackups: "true" }],
    [{ retainBackups: "yes" }, `retainBackups: yes: ${flag}`],
    [
        { insightsRetentionDays: "30" },
        "insightsRetentionDays: 30: must be 7, a number of months of 31 days, or 731 (two years); set it to 7, which is free, or for instance to 31",
    ],
    [{ insightsMode: "advanced", insightsRetentionDays: "465" }],
    [{ insightsMode: "advanced", insightsRetentionDays: "731" }],
    ...["7", "434", "466", "730"].map((days): Case => [
        { insightsMode: "advanced", insightsRetentionDays: days },
        `insightsRetentionDays: ${days}: the advanced mode keeps 15 months or more; set it to one of ${months}`,
    ]),
    [{ insightsMode: "off" }, "insightsMode: off: must be standard or advanced"],
    ...["0", "1", "5", "10", "15", "30"].map((seconds): Case => [{ monitoringIntervalSeconds: seconds }]),
    [{ monitoringIntervalSeconds: "20" }, "monitoringIntervalSeconds: 20: must be 0, 1, 5, 10, 15, 30 or 60"],
]);
