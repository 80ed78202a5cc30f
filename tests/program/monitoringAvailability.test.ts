import assert from "node:assert/strict";
import { alarmRuleHolds, alarmsNamedIn } from "../components/monitoring/alarmRule";
import { one, ofKind, output } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** What speaks, and whether that means that nobody can query the database. */
const cases: readonly [what: string, speaking: readonly string[], unavailable: boolean][] = [
    ["nothing is wrong", [], false],
    ["the writer is silent", ["writer-silent"], true],
    ["the health check fails", ["unhealthy"], true],
    ["both", ["writer-silent", "unhealthy"], true],
    ["the health check fails because the function throws", ["unhealthy", "access-errors"], false],
    ["the health check fails because the function is throttled", ["unhealthy", "access-throttles"], false],
    ["the function throws and is throttled", ["unhealthy", "access-errors", "access-throttles"], false],
    ["the function throws, and the writer is silent", ["writer-silent", "unhealthy", "access-errors"], true],
    ["the function is throttled, and the writer is silent", ["writer-silent", "unhealthy", "access-throttles"], true],
    ["the function throws, and the health check still works", ["access-errors"], false],
    ["the function is throttled, and the health check still works", ["access-throttles"], false],
];

describe("the alarm that the database is unavailable", () => {
    for (const [what, speaking, unavailable] of cases) {
        it(`${unavailable ? "speaks" : "is quiet"} where ${what}`, async () => {
            const rule = output(one(await wholeProgram({ stack: "prod" }), "CompositeAlarm"), "alarmRule");

            const holds = alarmRuleHolds(
                rule,
                speaking.map((key) => `experimentation-prod-${key}`),
            );

            assert.equal(holds, unavailable);
        });
    }

    for (const stack of stacks) {
        it(`asks alarms that ${stack} has, and leaves out none of those that tell nobody`, async () => {
            const run = await wholeProgram({ stack });
            const alarms = ofKind(run, "MetricAlarm").map(({ inputs }) => inputs);

            const asked = alarmsNamedIn(output(one(run, "CompositeAlarm"), "alarmRule"));

            const named = (inputs: Readonly<Record<string, unknown>>) => String(inputs.name);
            const silent = alarms.filter(({ alarmActions }) => JSON.stringify(alarmActions) === "[]").map(named);
            assert.deepEqual(
                asked.filter((name) => !alarms.map(named).includes(name)),
                [],
            );
            assert.equal(silent.length, 2);
            assert.deepEqual(
                silent.filter((name) => !asked.includes(name)),
                [],
            );
        });
    }
});
