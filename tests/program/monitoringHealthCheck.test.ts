import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { one } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

describe("the health check and its alarms", () => {
    it("have the same interval", async () => {
        const run = await wholeProgram({ stack: "dev", config: projectKeys({ healthCheckMinutes: "60" }) });

        const { scheduleExpression } = one(run, "Schedule", "monitoring-health-check").inputs;
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
