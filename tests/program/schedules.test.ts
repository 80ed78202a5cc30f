import assert from "node:assert/strict";
import { parseEvent } from "../../handlers/access/event";
import { toRecord } from "../../offline/toRecord";
import { asRole } from "./policies";
import { labels, one, output } from "./resources";
import { projectKeys, stacks, wholeProgram } from "./runs";

/** Each schedule's logical name, and its action. */
const schedules = [
    ["monitoring-health-check", "healthCheck"],
    ["access-roll-up", "rollUp"],
] as const;

for (const [name, action] of schedules) {
    for (const stack of stacks) {
        describe(`the schedule ${name} of ${stack}`, () => {
            it("is not repeated when it is late, and starts only when its role may invoke the function", async () => {
                const run = await wholeProgram({ stack });

                const { inputs, dependsOn } = one(run, "Schedule", name);

                const { retryPolicy } = toRecord(inputs.target);
                assert.deepEqual(retryPolicy, { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 });
                assert.ok(labels(run, dependsOn).includes(`RolePolicy ${name}`));
            });

            it("sends an event that the access function accepts", async () => {
                const { input } = toRecord(one(await wholeProgram({ stack }), "Schedule", name).inputs.target);

                const event = parseEvent(JSON.parse(String(input)));

                assert.deepEqual(event, { action });
            });

            it("may invoke the access function, and nothing else", async () => {
                const run = await wholeProgram({ stack });
                const ask = asRole(run, { role: name, policy: name });
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
}

describe("scheduled roll-ups", () => {
    const alarms = [
        ["1", "rate(1 minute)", 60, 15],
        ["4", "rate(4 minutes)", 240, 4],
        ["60", "rate(60 minutes)", 3600, 3],
    ] as const;
    for (const [rollUpMinutes, ...expected] of alarms) {
        it(`every ${rollUpMinutes} minutes have an alarm after a quarter of an hour and three unfinished ones`, async () => {
            const run = await wholeProgram({ stack: "dev", config: projectKeys({ rollUpMinutes }) });

            const { scheduleExpression } = one(run, "Schedule", "access-roll-up").inputs;
            const { period, evaluationPeriods } = one(run, "MetricAlarm", "monitoring-roll-up").inputs;

            assert.deepEqual([scheduleExpression, period, evaluationPeriods], expected);
        });
    }

    it("can be off, with their alarm and graph", async () => {
        const run = await wholeProgram({ stack: "dev", config: projectKeys({ rollUpMinutes: "0" }) });

        const names = run.resources.map(({ name }) => name).filter((name) => name.includes("roll-up"));
        const { dashboardBody } = one(run, "Dashboard").inputs;
        assert.deepEqual(names, []);
        assert.match(String(dashboardBody), /"Healthy"/);
        assert.doesNotMatch(String(dashboardBody), /"RolledUp"/);
    });

    it("go on without the monitoring", async () => {
        const run = await wholeProgram({ stack: "dev", config: projectKeys({ monitoring: "false" }) });

        const { name } = one(run, "Schedule").inputs;

        assert.equal(name, "experimentation-dev-roll-up");
    });

    it("drop events only in a stack that says how long it keeps them", async () => {
        const keeping = await wholeProgram({ stack: "dev" });
        const dropping = await wholeProgram({ stack: "dev", config: projectKeys({ eventRetentionDays: "90" }) });

        const days = [keeping, dropping].map((run) => {
            const { variables } = toRecord(one(run, "Function", "access").inputs.environment);
            return toRecord(variables).EVENT_RETENTION_DAYS;
        });

        assert.deepEqual(days, [undefined, "90"]);
    });
});
