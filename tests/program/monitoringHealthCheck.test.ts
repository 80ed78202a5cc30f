import assert from "node:assert/strict";
import { parseEvent } from "../../handlers/access/event";
import { toRecord } from "../../offline/toRecord";
import { asRole } from "./policies";
import { labels, one, output } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

const role = { role: "monitoring-health-check", policy: "monitoring-health-check" };

for (const stack of stacks) {
    describe(`the scheduled health check of ${stack}`, () => {
        it("is not repeated when it is late, and starts only when its role may invoke the function", async () => {
            const run = await wholeProgram({ stack });

            const { inputs, dependsOn } = one(run, "Schedule");

            const { retryPolicy } = toRecord(inputs.target);
            assert.deepEqual(retryPolicy, { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 });
            assert.ok(labels(run, dependsOn).includes(`RolePolicy ${role.policy}`));
        });

        it("sends an event that the access function accepts", async () => {
            const { input } = toRecord(one(await wholeProgram({ stack }), "Schedule").inputs.target);

            const event = parseEvent(JSON.parse(String(input)));

            assert.deepEqual(event, { action: "healthCheck" });
        });

        it("may invoke the access function, and nothing else", async () => {
            const run = await wholeProgram({ stack });
            const ask = asRole(run, role);
            const access = output(one(run, "Function", "access"), "arn");
            const rotation = output(one(run, "Function", "database-rotation"), "arn");

            const decisions = [
                ask("lambda:InvokeFunction", access),
                ask("lambda:InvokeFunction", rotation),
                ask("lambda:InvokeFunction", `${access}-2`),
                ask("lambda:InvokeFunction", access.replace("us-east-1", "us-west-2")),
                ask("lambda:UpdateFunctionCode", access),
                ask("lambda:InvokeFunctionUrl", access),
                ask("kms:Decrypt", output(one(run, "Key"), "arn")),
                ask("secretsmanager:GetSecretValue", output(one(run, "Secret", "database-reader"), "arn")),
            ];

            assert.deepEqual(decisions, [true, ...decisions.slice(1).map(() => false)]);
        });
    });
}

describe("the health check and its alarms", () => {
    it("have the same interval", async () => {
        const run = await wholeProgram({ stack: "dev", config: projectKeys({ healthCheckMinutes: "60" }) });

        const { scheduleExpression } = one(run, "Schedule").inputs;
        const { period, evaluationPeriods } = one(run, "MetricAlarm", "monitoring-unhealthy").inputs;

        assert.equal(scheduleExpression, "rate(60 minutes)");
        assert.deepEqual([period, evaluationPeriods], [3600, 3]);
    });

    it("use the same namespace of metrics", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const { variables } = toRecord(one(run, "Function", "access").inputs.environment);
        const namespaces = ["unhealthy", "rotation-overdue"].map(
            (key) => one(run, "MetricAlarm", `monitoring-${key}`).inputs.namespace,
        );

        const { METRICS_NAMESPACE: written } = toRecord(variables);
        assert.equal(written, "experimentation-database/experimentation-prod");
        assert.deepEqual(namespaces, [written, written]);
    });
});
