import assert from "node:assert/strict";
import { kindOf, labels, one, output, tags } from "./resources";
import { region, stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`who watches the key of ${stack}`, () => {
        it("notices that it is disabled or to be deleted, by whomever it was done, and nothing that was refused", async () => {
            const run = await wholeProgram({ stack });

            const { eventPattern, ...inputs } = one(run, "EventRule").inputs;

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
            assert.deepEqual(inputs, {
                name: `${identifier}-key`,
                description: `Somebody has disabled the key of ${identifier}, or scheduled its deletion`,
                tags: tags(stack),
            });
        });

        it("has the health check run at once, which the rule alone may do, and never again", async () => {
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
            assert.equal(kindOf(target), "EventTarget");
        });
    });
}
