import assert from "node:assert/strict";
import { alarmsOf } from "./monitoringParts";
import { ofKind, one, output, tags } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** The alarms that send no message themselves: the composite alarm does. */
const partsOfComposite = ["writer-silent", "writer-unreachable"];

/** How an alarm treats a period without a value, where that is neither `missing` nor `notBreaching`. */
const silence: Readonly<Record<string, string>> = {
    // An unhealthy function or a missing writer writes no value.
    "writer-silent": "breaching",
    unhealthy: "breaching",
    // Nor does a roll-up that does not run.
    "roll-up": "breaching",
    // An old password stays old while the health check fails.
    "rotation-overdue": "ignore",
};

/** The runbook's section of each alarm, the number of an instance left out. */
const sections: Readonly<Record<string, string>> = {
    "commit-latency": "slow",
    "read-latency": "slow",
    "rotation-errors": "rotation-failed",
    "access-throttles": "function-throttles",
    "rotation-throttles": "function-throttles",
    "access-duration": "function-duration",
    "rotation-duration": "function-duration",
    key: "lost-key",
    unhealthy: "unavailable",
    "writer-silent": "unavailable",
    "writer-unreachable": "unavailable",
    "rotation-unknown": "rotation-overdue",
};

for (const stack of stacks) {
    const identifier = `experimentation-${stack}`;

    describe(`the alarms of ${stack}`, () => {
        it("send a message when they go off and when they end, but the parts of the composite alarm do not", async () => {
            const run = await wholeProgram({ stack });
            const topic = output(one(run, "Topic", "monitoring"), "arn");
            const keyTopic = output(one(run, "Topic", "monitoring-key"), "arn");

            const alarms = alarmsOf(run, identifier);

            const topics = (key: string) => (partsOfComposite.includes(key) ? [] : [key === "key" ? keyTopic : topic]);
            assert.deepEqual(
                alarms.map(({ key, tells }) => [key, tells]),
                alarms.map(({ key }) => [key, topics(key)]),
            );
        });

        it("go off without a value only where the missing value is the failure", async () => {
            const alarms = alarmsOf(await wholeProgram({ stack }), identifier);

            const special = alarms.filter(({ missing }) => !["missing", "notBreaching"].includes(missing));

            assert.deepEqual(Object.fromEntries(special.map(({ key, missing }) => [key, missing])), silence);
        });

        it("are four for each instance, 20 for the stack, and one for readers", async () => {
            const run = await wholeProgram({ stack });

            const keys = alarmsOf(run, identifier).map(({ key }) => key);

            const instances = ofKind(run, "ClusterInstance").length;
            assert.equal(keys.filter((key) => /-\d+$/.test(key)).length, 4 * instances);
            assert.equal(keys.length, 4 * instances + 20 + (instances > 1 ? 1 : 0));
            assert.equal(keys.includes("replica-lag"), instances > 1);
        });

        it("have a description that says what they mean and links to the runbook's section", async () => {
            const run = await wholeProgram({ stack });

            const wrong = alarmsOf(run, identifier).filter(({ key, description }) => {
                const plain = key.replace(/-\d+$/, "");
                return !new RegExp(`^[A-Z].*\\. Runbook: docs/runbook\\.md#${sections[plain] ?? plain}$`).test(
                    description.replace(/^experimentation/, "E"),
                );
            });

            assert.deepEqual(wrong, []);
        });

        it("are combined in one composite alarm that pages people", async () => {
            const run = await wholeProgram({ stack });
            const topic = output(one(run, "Topic", "monitoring"), "arn");

            const { inputs } = one(run, "CompositeAlarm");

            assert.deepEqual(inputs, {
                alarmName: `${identifier}-unavailable`,
                alarmDescription:
                    "The database is unavailable: there is no writer, or it cannot be reached. Runbook: docs/runbook.md#unavailable",
                alarmRule: `ALARM("${identifier}-writer-silent") OR ALARM("${identifier}-writer-unreachable")`,
                alarmActions: [topic],
                okActions: [topic],
                tags: tags(stack),
            });
        });
    });
}
