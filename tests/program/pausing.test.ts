import assert from "node:assert/strict";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { projectKeys, wholeProgram } from "./runs";

const pauses = { instanceClass: "db.serverless", minCapacity: "0", maxCapacity: "4" };
const awake = { ...pauses, minCapacity: "0.5" };

const leftOut = [
    "monitoring-access-duration",
    "monitoring-health-check",
    "monitoring-rotation-overdue",
    "monitoring-rotation-unknown",
    "monitoring-unavailable",
    "monitoring-unhealthy",
    "monitoring-writer-silent",
    "monitoring-writer-unreachable",
];

describe("a stack whose database pauses", () => {
    let run: ProgramRun;
    let other: ProgramRun;

    before(async () => {
        run = await wholeProgram({ stack: "dev", config: projectKeys(pauses) });
        other = await wholeProgram({ stack: "dev", config: projectKeys(awake) });
    });

    it("tells both functions, which no other stack does", () => {
        const told = (each: ProgramRun): unknown[] =>
            each.resources
                .filter(({ type }) => type === "aws:lambda/function:Function")
                .map(({ inputs }) => toRecord(toRecord(inputs.environment).variables).DATABASE_PAUSES);

        assert.deepEqual(
            [told(run), told(other)],
            [
                ["true", "true"],
                [undefined, undefined],
            ],
        );
    });

    it("has no scheduled health check, and no alarm that a pause would raise", () => {
        const names = (each: ProgramRun): Set<string> => new Set(each.resources.map(({ name }) => name));

        const lost = [...names(other)].filter((name) => !names(run).has(name));

        assert.deepEqual(lost.sort(), leftOut);
    });

    it("has no graph of the health check's metrics", () => {
        const own = (each: ProgramRun): string[] => {
            const dashboard = each.resources.find(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
            return ["Healthy", "WriterReachable", "PasswordAgeDays"].filter((metric) =>
                String(dashboard?.inputs.dashboardBody).includes(`"${metric}"`),
            );
        };

        assert.deepEqual([own(run), own(other).length], [[], 3]);
    });
});
