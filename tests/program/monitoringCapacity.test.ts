import assert from "node:assert/strict";
import { isPublished } from "../components/monitoring/publishedMetrics";
import { alarmsOf, dashboardWidgets } from "./monitoringParts";
import { projectKeys, wholeProgram } from "./runs";

const range = { minCapacity: "0.5", maxCapacity: "4" };
const mixed = { ...range, readerInstanceClass: "db.serverless" };
const pausing = { ...range, instanceClass: "db.serverless", minCapacity: "0" };

/** The condition of each alarm of an instance, by its key, in staging. */
async function conditions(changes: Record<string, string>): Promise<Record<string, string>> {
    const run = await wholeProgram({ stack: "staging", config: projectKeys(changes) });
    const alarms = alarmsOf(run, "experimentation-staging").filter(({ key }) => /-\d$/.test(key));
    assert.deepEqual(
        alarms.filter(({ metric }) => !isPublished(metric)),
        [],
    );
    return Object.fromEntries(alarms.map(({ key, condition }) => [key, condition]));
}

const provisioned = (index: number) => ({
    [`connections-${index}`]: "Maximum > 324 in 3 x 300 s",
    [`cpu-${index}`]: "Average > 80 in 3 x 300 s",
    [`local-storage-${index}`]: "Minimum < 1632087572 in 3 x 300 s",
    [`memory-${index}`]: "Minimum < 214748365 in 3 x 300 s",
});
const serverless = (index: number) => ({
    [`capacity-${index}`]: "Average > 90 in 3 x 300 s",
    // 80 % of 822.
    [`connections-${index}`]: "Maximum > 657 in 3 x 300 s",
    [`full-capacity-${index}`]: "Minimum >= 4 in 12 x 300 s",
});

describe("the alarms on the capacity of serverless instances", () => {
    it("take the place of CPU, memory and local storage, and only of theirs", async () => {
        const actual = await conditions(mixed);

        assert.deepEqual(actual, { ...provisioned(0), ...serverless(1) });
    });

    it("include the pause of instances that may pause, and have a threshold of their own", async () => {
        const actual = await conditions({ ...pausing, alarmCapacityPercent: "75" });

        const changed = (index: number) => ({
            ...serverless(index),
            [`awake-${index}`]: "Minimum > 0 in 24 x 3600 s",
            [`capacity-${index}`]: "Average > 75 in 3 x 300 s",
        });
        assert.deepEqual(actual, { ...changed(0), ...changed(1) });
    });
});

describe("the dashboard of serverless instances", () => {
    it("shows their capacity with the alarms' thresholds, and that of no other instance", async () => {
        const run = await wholeProgram({ stack: "staging", config: projectKeys(mixed) });

        const graphs = dashboardWidgets(run)
            .map((widget) => JSON.stringify(widget))
            .filter((widget) => /ACUUtilization|ServerlessDatabaseCapacity/.test(widget));

        const [units = "", percent = ""] = graphs;
        assert.equal(graphs.length, 2);
        assert.match(units, /"title":"Capacity units".*"experimentation-staging-1".*"value":4/);
        assert.match(percent, /"title":"Used capacity, % of the maximum".*"experimentation-staging-1".*"value":90/);
        assert.doesNotMatch(units + percent, /experimentation-staging-0/);
    });
});
