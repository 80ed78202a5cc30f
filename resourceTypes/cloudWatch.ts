import { namedOutputs } from "./outputs";
import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** CloudWatch's alarms and dashboards. */
export const cloudWatch = {
    compositeAlarm: {
        token: "aws:cloudwatch/compositeAlarm:CompositeAlarm",
        required: words("alarmName alarmRule"),
        replacedBy: words("alarmName"),
        updatedBy: words("alarmActions alarmDescription alarmRule okActions tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("cloudwatch", {
            create: "PutCompositeAlarm TagResource",
            read: "DescribeAlarms ListTagsForResource",
            update: "PutCompositeAlarm TagResource UntagResource",
            delete: "DeleteAlarms",
        }),
        outputs: (r) => {
            const name = r.text("alarmName");
            return { id: name, computed: { arn: r.arn("cloudwatch", `alarm:${name}`) } };
        },
    },
    dashboard: {
        token: "aws:cloudwatch/dashboard:Dashboard",
        required: words("dashboardBody dashboardName"),
        replacedBy: words("dashboardName"),
        updatedBy: words("dashboardBody"),
        taggable: false,
        // It shows what other resources record.
        policy: "harmless",
        actions: actions("cloudwatch", {
            create: "PutDashboard",
            read: "GetDashboard",
            update: "PutDashboard",
            delete: "DeleteDashboards",
        }),
        outputs: (r) => {
            const name = r.text("dashboardName");
            return { id: name, computed: { dashboardArn: r.globalArn("cloudwatch", `dashboard/${name}`) } };
        },
    },
    alarm: {
        token: "aws:cloudwatch/metricAlarm:MetricAlarm",
        autoName: "name",
        replacedBy: words("name"),
        updatedBy: words(`
            alarmActions alarmDescription comparisonOperator datapointsToAlarm dimensions evaluationPeriods
            metricName metricQueries namespace okActions period statistic tags threshold treatMissingData
        `),
        taggable: true,
        policy: "ruled",
        actions: actions("cloudwatch", {
            create: "PutMetricAlarm TagResource",
            read: "DescribeAlarms ListTagsForResource",
            update: "PutMetricAlarm TagResource UntagResource",
            delete: "DeleteAlarms",
        }),
        outputs: namedOutputs("cloudwatch", "alarm:"),
    },
} satisfies ResourceTypes;
