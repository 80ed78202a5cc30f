import type { Line } from "./lines";

/**
 * Inputs that a reviewer of the tree does not need: descriptions, and tags of single resources, which repeat their
 * names. The JSON document and the differences between stacks contain them. The tree shows all other inputs, so that no
 * new input is overlooked.
 */
const hidden: readonly string[] = ["alarmDescription", "description", "tags"];

/** By type, the inputs that come first, in this order. Inputs that belong together are on one line. */
const together: Readonly<Record<string, readonly string[]>> = {
    "aws:cloudwatch/logMetricFilter:LogMetricFilter": ["logGroupName pattern", "metricTransformation"],
    "aws:cloudwatch/metricAlarm:MetricAlarm": [
        "name",
        "namespace metricName dimensions statistic extendedStatistic period unit",
        "comparisonOperator threshold datapointsToAlarm evaluationPeriods treatMissingData",
        "alarmActions okActions insufficientDataActions",
    ],
    "aws:cloudwatch/logGroup:LogGroup": ["name retentionInDays kmsKeyId"],
    "aws:lambda/permission:Permission": ["action function", "principal sourceAccount sourceArn"],
    "aws:rds/clusterInstance:ClusterInstance": [
        "identifier clusterIdentifier",
        "engine instanceClass availabilityZone promotionTier publiclyAccessible",
        "monitoringInterval monitoringRoleArn",
        "performanceInsightsEnabled performanceInsightsRetentionPeriod performanceInsightsKmsKeyId",
        "applyImmediately autoMinorVersionUpgrade preferredMaintenanceWindow copyTagsToSnapshot",
    ],
    "aws:rds/eventSubscription:EventSubscription": ["sourceType sourceIds eventCategories"],
    "aws:ssm/parameter:Parameter": ["name type value"],
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": ["ipProtocol fromPort toPort"],
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": ["ipProtocol fromPort toPort"],
};

/** A resource's settings as the tree shows them: a list for each line of the text. */
export function layOut(type: string, lines: readonly Line[]): Line[][] {
    const shown = lines.filter(({ input }) => !hidden.includes(input));
    const groups = (together[type] ?? []).map((inputs) =>
        inputs.split(" ").flatMap((input) => shown.filter((line) => line.input === input)),
    );
    const grouped = new Set(groups.flat());
    const others = shown.filter((line) => !grouped.has(line)).map((line) => [line]);
    return [...groups.filter((group) => group.length > 0), ...others];
}
