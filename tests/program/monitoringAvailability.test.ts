import assert from "node:assert/strict";
import { alarmRuleHolds, alarmsNamedIn } from "../components/monitoring/alarmRule";
import { ofKind, one, output } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** The alarms that are on, and whether they mean that the database cannot be queried. */
const cases: readonly [what: string, speaking: readonly string[], unavailable: boolean][] = [
    ["nothing is wrong", [], false],
    ["the writer is silent", ["writer-silent"], true],
    ["the writer cannot be reached", ["writer-unreachable", "unhealthy"], true],
    ["both", ["writer-silent", "writer-unreachable", "unhealthy"], true],
    ["it cannot be reached, and the function is throttled", ["writer-unreachable", "access-throttles"], true],
    ["it cannot be reached, and the function throws", ["writer-unreachable", "access-errors"], true],
    ["the readers alone cannot be reached", ["unhealthy"], false],
    ["no check runs", ["unhealthy", "access-throttles"], false],
    ["the function throws", ["unhealthy", "access-errors"], false],
];

describe("the alarm that the database is unavailable", () => {
    for (const [what, speaking, unavailable] of cases) {
        it(`is ${unavailable ? "on" : "off"} if ${what}`, async () => {
            const rule = output(one(await wholeProgram({ stack: "prod" }), "CompositeAlarm"), "alarmRule");

            const holds = alarmRuleHolds(
                rule,
                speaking.map((key) => `experimentation-prod-${key}`),
            );

            assert.equal(holds, unavailable);
        });
    }

    for (const stack of stacks) {
        it(`combines alarms that ${stack} has, among them all that send no message themselves`, async () => {
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
