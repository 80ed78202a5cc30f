import assert from "node:assert/strict";
import { labels, one, output } from "./resources";
import { region, stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the event rule on the key of ${stack}`, () => {
        it("matches when a call by any principal has disabled the key or scheduled its deletion, and no refused call", async () => {
            const run = await wholeProgram({ stack });

            const { eventPattern } = one(run, "EventRule").inputs;

            assert.deepEqual(JSON.parse(String(eventPattern)), {
                source: ["aws.kms"],
                "detail-type": ["AWS API Call via CloudTrail"],
                detail: {
                    eventSource: ["kms.amazonaws.com"],
                    eventName: ["DisableKey", "ScheduleKeyDeletion"],
                    errorCode: [{ exists: false }],
                    resources: { ARN: [output(one(run, "Key"), "arn")] },
                },
            });
        });

        it("invokes the health check once, and is the only rule that may", async () => {
            const run = await wholeProgram({ stack });
            const access = one(run, "Function", "access");

            const target = one(run, "EventTarget");

            assert.deepEqual(target.inputs, {
                rule: `${identifier}-key`,
                targetId: "health-check",
                arn: output(access, "arn"),
                input: '{"action":"healthCheck"}',
                retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
            });
            assert.deepEqual(one(run, "Permission", "monitoring-key").inputs, {
                action: "lambda:InvokeFunction",
                function: `${identifier}-access`,
                principal: "events.amazonaws.com",
                sourceArn: `arn:aws:events:${region}:123456789012:rule/${identifier}-key`,
            });
            assert.ok(labels(run, target.dependsOn).includes("Permission monitoring-key"));
        });
    });
}
