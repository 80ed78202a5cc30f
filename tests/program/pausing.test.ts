import assert from "node:assert/strict";
import { parseEvent } from "../../handlers/access/event";
import type { ProgramRun } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { one, output } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const pauses = { instanceClass: "db.serverless", minCapacity: "0", maxCapacity: "4" };
const awake = { ...pauses, minCapacity: "0.5" };

const leftOut = [
    "access-roll-up",
    "monitoring-access-duration",
    "monitoring-health-check",
    "monitoring-roll-up",
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

    it("has no scheduled health check or roll-up, and no alarm that a pause would raise", () => {
        const names = (each: ProgramRun): Set<string> => new Set(each.resources.map(({ name }) => name));

        const lost = [...names(other)].filter((name) => !names(run).has(name));

        assert.deepEqual(lost.sort(), leftOut);
    });

    it("invokes no health check if the key is lost, which would wake it", () => {
        const events = [run, other].map(
            (each) => toRecord(JSON.parse(output(one(each, "EventTarget"), "input"))).action,
        );

        assert.deepEqual(events, ["none", "healthCheck"]);
        assert.throws(() => parseEvent({ action: "none" }), { code: "eventInvalid" });
    });

    it("has no graph of the health check's metrics", () => {
        const own = (each: ProgramRun): string[] => {
            const dashboard = each.resources.find(({ type }) => type === "aws:cloudwatch/dashboard:Dashboard");
            return ["Healthy", "WriterReachable", "PasswordAgeDays", "RolledUp"].filter((metric) =>
                String(dashboard?.inputs.dashboardBody).includes(`"${metric}"`),
            );
        };

        assert.deepEqual([own(run), own(other).length], [[], 4]);
    });
});

describe("a stack with a reader that pauses beside a provisioned writer", () => {
    const reader = { ...pauses, instanceClass: "db.r5.large", readerInstanceClass: "db.serverless", instances: "3" };
    let run: ProgramRun;
    let other: ProgramRun;

    before(async () => {
        run = await wholeProgram({ stack: "dev", config: projectKeys({ ...reader, promotionTiers: "[0, 1, 2]" }) });
        other = await wholeProgram({ stack: "dev", config: projectKeys({ ...reader, promotionTiers: "[0, 1, 1]" }) });
    });

    const names = (each: ProgramRun): string[] => [...new Set(each.resources.map(({ name }) => name))];

    it("keeps the alarm on its writer, from the writer's own metrics", () => {
        const { alarmRule } = one(run, "CompositeAlarm").inputs;

        assert.equal(alarmRule, 'ALARM("experimentation-dev-writer-silent")');
    });

    it("has no scheduled health check, and no alarm that the reader's pause would raise", () => {
        const kept = ["access-roll-up", "monitoring-roll-up", "monitoring-unavailable", "monitoring-writer-silent"];

        const lost = names(other).filter((name) => !names(run).includes(name));

        assert.deepEqual(
            lost.sort(),
            leftOut.filter((name) => !kept.includes(name)),
        );
    });

    it("has an alarm for the reader that does not pause, and none for one that follows the writer", () => {
        const alarms = [run, other].map((each) => names(each).filter((name) => name.startsWith("monitoring-awake-")));

        assert.deepEqual(alarms, [["monitoring-awake-2"], []]);
    });
});
