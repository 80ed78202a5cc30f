import assert from "node:assert/strict";
import type { ProgramRun, RunOptions } from "../../offline/runProgram";
import { alarmsOf } from "./monitoringParts";
import { ofKind, one, without } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const identifier = "experimentation-staging";
const staging: RunOptions = { stack: "staging" };
const withKeys = (changes: Record<string, string>): RunOptions => ({ ...staging, config: projectKeys(changes) });

/** The condition of each alarm, by its key. */
function conditions(run: ProgramRun): Record<string, string> {
    return Object.fromEntries(alarmsOf(run, identifier).map(({ key, condition }) => [key, condition]));
}

/** The conditions that differ between staging and a stack with these keys. */
async function changed(changes: Record<string, string>): Promise<object> {
    const before = conditions(await wholeProgram(staging));
    const after = conditions(await wholeProgram(withKeys(changes)));
    assert.deepEqual(Object.keys(after), Object.keys(before));
    return Object.fromEntries(Object.entries(after).filter(([key, condition]) => condition !== before[key]));
}

const ofInstances = (alarms: Readonly<Record<string, string>>) =>
    Object.fromEntries(
        [0, 1].flatMap((index) => Object.entries(alarms).map(([key, each]) => [`${key}-${index}`, each])),
    );

/** Every key of the alarms, none at its default. */
const keys = {
    alarmCpuPercent: "61",
    alarmFreeMemoryPercent: "11",
    alarmConnectionsPercent: "33",
    alarmFreeLocalStoragePercent: "7",
    alarmReplicaLagMs: "250",
    alarmCommitLatencyMs: "17",
    alarmReadLatencyMs: "7",
    alarmDeadlocksPerMinute: "4",
    alarmTransactionIds: "300000000",
    alarmVolumeGrowthGib: "9",
    alarmDurationPercent: "55",
    alarmPasswordGraceDays: "5",
    alarmAuthenticationFailures: "21",
    alarmFatalErrors: "2",
    healthCheckMinutes: "5",
};

describe("the alarms' thresholds", () => {
    it("depend on the instance class's memory, connections and local storage", async () => {
        const differences = await changed({ instanceClass: "db.r6g.xlarge" });

        assert.deepEqual(
            differences,
            ofInstances({
                // 5 % of 32 GiB.
                memory: "Minimum < 1717986918 in 3 x 300 s",
                // 80 % of 3,244.
                connections: "Maximum > 2595 in 3 x 300 s",
                // 20 % of 60.8 GiB.
                "local-storage": "Minimum < 13056700580 in 3 x 300 s",
            }),
        );
    });

    it("depend on each instance's own class", async () => {
        const differences = await changed({ readerInstanceClass: "db.r6g.xlarge" });

        assert.deepEqual(differences, {
            "memory-1": "Minimum < 1717986918 in 3 x 300 s",
            "connections-1": "Maximum > 2595 in 3 x 300 s",
            "local-storage-1": "Minimum < 13056700580 in 3 x 300 s",
        });
    });

    it("are set by one key each", async () => {
        const differences = await changed(keys);

        assert.deepEqual(differences, {
            ...ofInstances({
                cpu: "Average > 61 in 3 x 300 s",
                // 11 % of 4 GiB, 33 % of 405, 7 % of 7.6 GiB.
                memory: "Minimum < 472446403 in 3 x 300 s",
                connections: "Maximum > 133 in 3 x 300 s",
                "local-storage": "Minimum < 571230650 in 3 x 300 s",
            }),
            "replica-lag": "Maximum > 250 in 5 x 60 s",
            "commit-latency": "Average > 17 in 3 x 300 s",
            "read-latency": "Average > 0.007 in 3 x 300 s",
            deadlocks: "Average * 60 >= 4 in 1 x 300 s",
            "transaction-ids": "Maximum > 300000000 in 1 x 3600 s",
            "volume-growth": "RATE(Average) * 86400 / 1073741824 > 9 in 1 x 21600 s",
            "access-duration": "Maximum > 33000 in 1 x 300 s",
            "rotation-duration": "Maximum > 33000 in 1 x 300 s",
            "rotation-overdue": "Maximum > 35 in 1 x 3600 s",
            "authentication-failures": "Sum >= 21 in 1 x 300 s",
            "fatal-errors": "Sum >= 2 in 1 x 300 s",
            unhealthy: "Minimum < 1 in 3 x 300 s",
            "writer-unreachable": "Maximum < 1 in 3 x 300 s",
        });
    });

    it("depend on the functions' time-outs and the days between rotations", async () => {
        const differences = await changed({
            accessTimeoutSeconds: "30",
            rotationTimeoutSeconds: "90",
            rotationDays: "7",
        });

        assert.deepEqual(differences, {
            "access-duration": "Maximum > 24000 in 1 x 300 s",
            "rotation-duration": "Maximum > 72000 in 1 x 300 s",
            "rotation-overdue": "Maximum > 9 in 1 x 3600 s",
        });
    });

    it("are part of the descriptions", async () => {
        const run = await wholeProgram(withKeys(keys));

        const told = Object.fromEntries(
            alarmsOf(run, identifier).map(({ key, description }) => [key, description.replace(/ Runbook: .*/, "")]),
        );

        assert.deepEqual(
            [told["cpu-1"], told["transaction-ids"], told["rotation-overdue"]],
            [
                "experimentation-staging-1 uses more than 61 % of its processors: statements wait for each other.",
                "More than 300,000,000 transaction ids are in use: at about 2.1 billion PostgreSQL stops writing.",
                "A password is older than 35 days: its rotation does not work.",
            ],
        );
    });
});

describe("an alarm's description", () => {
    it("stays within CloudWatch's 1,024 characters with the longest runbook address", async () => {
        const runbookUrl = `https://wiki.example.com/${"r".repeat(275)}`;
        const run = await wholeProgram({
            stack: "prod",
            config: projectKeys({ runbookUrl, identifier: "a".repeat(40), instances: "16" }),
        });

        const alarms = [...ofKind(run, "MetricAlarm"), one(run, "CompositeAlarm")];
        const descriptions = alarms.map(({ inputs }) => String(inputs.alarmDescription));

        assert.equal(descriptions.length, 86);
        assert.deepEqual(
            descriptions.filter((each) => each.length > 1024 || !each.includes(` Runbook: ${runbookUrl}#`)),
            [],
        );
    });
});

describe("a stack without monitoring", () => {
    it("has all the other resources unchanged", async () => {
        const watched = await wholeProgram({ stack: "dev" });
        const unwatched = await wholeProgram({ stack: "dev", config: projectKeys({ monitoring: "false" }) });

        assert.deepEqual(
            Object.keys(watched.outputs).filter((name) => !(name in unwatched.outputs)),
            // Missing, not undefined, because the engine warns about an undefined output.
            ["notificationTopicArn", "dashboardName"],
        );
        const watching = watched.resources.filter(({ urn }) => urn.includes("DatabaseMonitoring"));
        // The order of registrations and dependencies differs from run to run.
        const described = (run: ProgramRun) =>
            run.resources
                .filter((resource) => !watching.some(({ urn }) => urn === resource.urn))
                .map(({ urn, inputs, dependsOn }) => ({
                    urn,
                    inputs: without(inputs, "code"),
                    dependsOn: [...dependsOn].sort(),
                }))
                .sort((a, b) => (a.urn < b.urn ? -1 : 1));

        assert.equal(watching.length, 44);
        assert.equal(unwatched.resources.length, watched.resources.length - 44);
        assert.deepEqual(described(unwatched), described(watched));
        const { notificationTopicArn, dashboardName } = unwatched.outputs;
        assert.deepEqual([notificationTopicArn, dashboardName], [undefined, undefined]);
    });
});
