import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";

/** The arguments of the alarm on the key. */
export interface WatchedKey {
    /** The prefix of the rule's name: `<identifier>-key`. */
    readonly identifier: string;
    readonly keyArn: pulumi.Input<string>;
    /** The access function, which the rule invokes. */
    readonly accessFunction: aws.lambda.Function;
    /**
     * Whether the rule invokes a health check. It would wake an instance that has paused, and that cannot resume
     * without its key: https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Overview.Encryption.html
     */
    readonly checksHealth: boolean;
}

/**
 * Creates an EventBridge rule that matches when the key is disabled or scheduled for deletion. EventBridge gets these
 * calls from CloudTrail, so the account needs a trail that records management events.
 *
 * The rule cannot publish to the topic: a topic's policy supports no condition for EventBridge, so the rules of every
 * account could publish. Instead, an alarm uses the metric of the rule's runs, and the rule invokes a health check.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedulekeydeletion.html
 */
export function createKeyRule(
    name: string,
    { identifier, keyArn, accessFunction, checksHealth }: WatchedKey,
    parent: pulumi.Resource,
): aws.cloudwatch.EventRule {
    const rule = new aws.cloudwatch.EventRule(
        `${name}-key`,
        {
            name: keyRuleName(identifier),
            description: `Somebody has disabled the key of ${identifier}, or scheduled its deletion`,
            eventPattern: pulumi.jsonStringify({
                source: ["aws.kms"],
                "detail-type": ["AWS API Call via CloudTrail"],
                detail: {
                    eventSource: ["kms.amazonaws.com"],
                    eventName: ["DisableKey", "ScheduleKeyDeletion"],
                    errorCode: [{ exists: false }],
                    resources: { ARN: [keyArn] },
                },
            }),
        },
        { parent },
    );
    const permission = new aws.lambda.Permission(
        `${name}-key`,
        {
            action: "lambda:InvokeFunction",
            function: accessFunction.name,
            principal: "events.amazonaws.com",
            sourceArn: rule.arn,
        },
        { parent },
    );
    new aws.cloudwatch.EventTarget(
        `${name}-key`,
        {
            rule: rule.name,
            targetId: "health-check",
            arn: accessFunction.arn,
            // AWS does not say that a rule without a target has the metric. The function refuses the other event before
            // it connects.
            input: JSON.stringify({ action: checksHealth ? "healthCheck" : "none" }),
            // A late health check has no value, and the scheduled one follows soon.
            retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
        { parent, dependsOn: [permission] },
    );
    return rule;
}

/** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
export function keyAlarm(identifier: string): AlarmDefinition {
    return {
        key: "key",
        section: "lost-key",
        meaning:
            "Somebody has disabled the key, or scheduled its deletion: everything will stop, and the other alarms are silent.",
        metric: {
            namespace: "AWS/Events",
            name: "TriggeredRules",
            dimensions: { RuleName: keyRuleName(identifier) },
            statistic: "Sum",
        },
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: 1,
        periodSeconds: 60,
        periods: 1,
        // The metric has a value only when the rule runs.
        treatMissingData: "notBreaching",
    };
}

function keyRuleName(identifier: string): string {
    return `${identifier}-key`;
}
