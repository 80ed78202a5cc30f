import { deepEqual } from "node:assert/strict";
import { resource, rowsOf, usesOf } from "../samples";

describe("the cost of functions and schedules", () => {
    const lambda = (mode: string) =>
        resource("aws:lambda/function:Function", "access", { tracingConfig: { mode } }, { arn: "arn:access" });
    const schedule = (scheduleExpression: string, action = "healthCheck") =>
        resource("aws:scheduler/schedule:Schedule", "check", {
            scheduleExpression,
            target: { arn: "arn:access", input: JSON.stringify({ action }) },
        });

    it("prices a function only by use, with traces if it is traced", () => {
        const uses = [usesOf(lambda("PassThrough")), usesOf(lambda("Active"))];

        deepEqual(uses, [
            [
                ["invocations", 0.2],
                ["duration of functions", 0.0000166667],
            ],
            [
                ["invocations", 0.2],
                ["duration of functions", 0.0000166667],
                ["traces", 5],
            ],
        ]);
    });

    it("prices the invocations of a schedule at idle", () => {
        const secret = resource("aws:secretsmanager/secret:Secret", "reader");

        const rows = rowsOf([secret, lambda("Active"), schedule("rate(1 minute)")]);

        deepEqual(rows, [
            ["keys and secrets", "reader", "secret", 1, 0.4, 40],
            ["functions", "check", "scheduled invocations", 0.0438, 1, 4],
            ["functions", "check", "Lambda requests", 0.0438, 0.2, 1],
            ["functions", "check", "Secrets Manager calls", 4.38, 0.05, 22],
            ["functions", "check", "X-Ray traces", 0.0438, 5, 22],
        ]);
    });

    it("counts calls to Secrets Manager for health checks only", () => {
        const rows = rowsOf([lambda("PassThrough"), schedule("rate(1 minute)", "rollUp")]);

        deepEqual(rows, [
            ["functions", "check", "scheduled invocations", 0.0438, 1, 4],
            ["functions", "check", "Lambda requests", 0.0438, 0.2, 1],
        ]);
    });

    it("counts a schedule's minutes, hours and days", () => {
        const quantities = ["rate(5 minutes)", "rate(2 hours)", "rate(1 day)"].map(
            (expression) => rowsOf([lambda("PassThrough"), schedule(expression)])[0]?.[3],
        );

        deepEqual(quantities, [8760 / 1e6, 365 / 1e6, 43_800 / 1440 / 1e6]);
    });
});
