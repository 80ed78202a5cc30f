import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { AlarmDefinition } from "./alarm";
import { createWatchedRule, triggeredRules } from "./eventRule";

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
 * Creates a rule that matches when the key is disabled or scheduled for deletion. EventBridge gets these calls from
 * CloudTrail, so the account needs a trail that records management events.
 * https://docs.aws.amazon.com/kms/latest/developerguide/ct-schedulekeydeletion.html
 */
export function createKeyRule(
    name: string,
    { identifier, keyArn, accessFunction, checksHealth }: WatchedKey,
    parent: pulumi.Resource,
): void {
    createWatchedRule(
        `${name}-key`,
        {
            ruleName: keyRuleName(identifier),
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
            accessFunction,
            action: checksHealth ? "healthCheck" : "none",
        },
        parent,
    );
}

/** The alarm on the rule of {@link createKeyRule}. */
export function keyAlarm(identifier: string): AlarmDefinition {
    return {
        key: "key",
        section: "lost-key",
        meaning:
            "Somebody has disabled the key, or scheduled its deletion: everything will stop, and the other alarms are silent.",
        metric: triggeredRules(keyRuleName(identifier)),
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
