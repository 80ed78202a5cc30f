import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { AlarmMetric } from "./alarm";

/** A rule of EventBridge whose runs an alarm counts. */
export interface WatchedRule {
    readonly ruleName: string;
    readonly description: string;
    readonly eventPattern: pulumi.Input<string>;
    /** The access function, which the rule invokes. */
    readonly accessFunction: aws.lambda.Function;
    /** The event that the function gets. It refuses `none` before it connects. @default none */
    readonly action?: "healthCheck" | "none";
}

/**
 * Creates a rule with the access function as its target: AWS does not say that a rule without a target has the metric
 * of {@link triggeredRules}.
 *
 * The rule cannot publish to the topic: a topic's policy supports no condition for EventBridge, so the rules of every
 * account could publish. Instead, an alarm uses the metric.
 * https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html#eb-sns-permissions
 *
 * @param name logical name of the rule and its target.
 */
export function createWatchedRule(
    name: string,
    { ruleName, description, eventPattern, accessFunction, action = "none" }: WatchedRule,
    parent: pulumi.Resource,
): void {
    const rule = new aws.cloudwatch.EventRule(name, { name: ruleName, description, eventPattern }, { parent });
    const permission = new aws.lambda.Permission(
        name,
        {
            action: "lambda:InvokeFunction",
            function: accessFunction.name,
            principal: "events.amazonaws.com",
            sourceArn: rule.arn,
        },
        { parent },
    );
    new aws.cloudwatch.EventTarget(
        name,
        {
            rule: rule.name,
            targetId: "health-check",
            arn: accessFunction.arn,
            input: JSON.stringify({ action }),
            // A late health check has no value, and the scheduled one follows soon.
            retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        },
        { parent, dependsOn: [permission] },
    );
}

/** The number of a rule's runs: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-monitoring.html */
export function triggeredRules(ruleName: string): AlarmMetric {
    return { namespace: "AWS/Events", name: "TriggeredRules", dimensions: { RuleName: ruleName }, statistic: "Sum" };
}
