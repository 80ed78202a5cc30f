import { namedOutputs } from "./outputs";
import { actions } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

/** Log groups and metric filters of CloudWatch Logs. */
export const logs = {
    logGroup: {
        token: "aws:cloudwatch/logGroup:LogGroup",
        autoName: "name",
        replacedBy: words("name namePrefix logGroupClass"),
        updatedBy: words("kmsKeyId retentionInDays tags"),
        taggable: true,
        policy: "ruled",
        actions: actions("logs", {
            create: "CreateLogGroup PutRetentionPolicy TagResource",
            read: "DescribeLogGroups ListTagsForResource",
            update: "PutRetentionPolicy DeleteRetentionPolicy AssociateKmsKey DisassociateKmsKey TagResource UntagResource",
            delete: "DeleteLogGroup",
        }),
        outputs: namedOutputs("logs", "log-group:"),
    },
    logMetricFilter: {
        token: "aws:cloudwatch/logMetricFilter:LogMetricFilter",
        required: words("logGroupName metricTransformation pattern"),
        autoName: "name",
        replacedBy: words("logGroupName name"),
        updatedBy: words("metricTransformation pattern"),
        taggable: false,
        // It counts what other resources record.
        policy: "harmless",
        actions: actions("logs", {
            create: "PutMetricFilter",
            read: "DescribeMetricFilters",
            update: "PutMetricFilter",
            delete: "DeleteMetricFilter",
        }),
        outputs: (r) => {
            const name = r.physicalName();
            return { id: name, computed: { name } };
        },
    },
} satisfies ResourceTypes;
