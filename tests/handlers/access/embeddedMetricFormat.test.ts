import assert from "node:assert/strict";
import { formatProblems, healthDirective, type Json } from "./embeddedMetricFormat";

describe("the check of the embedded metric format", () => {
    const directive = healthDirective("test", "Healthy");
    const mistakes: readonly (readonly [Json, Json, string])[] = [
        [{}, { Healthy: "1" }, "a metric is no number of the root"],
        [{}, { Healthy: null }, "a metric is no number of the root"],
        [{ Dimensions: [] }, {}, "there is no dimension set"],
        [{ Dimensions: [["stack"]] }, {}, "a dimension is no text of the root"],
        [{ Namespace: ":test" }, {}, "Namespace is not allowed"],
        [{ Metrics: [] }, {}, "there are not 1 to 100 metrics"],
        [{ Metrics: [{ Name: "Healthy", Unit: "Days" }] }, {}, "a unit is not known"],
        [{ Metrics: [{ Name: "Healthy", Unit: "None", Value: 1 }] }, {}, "a metric holds other members"],
        [{ Region: "x" }, {}, "the directive holds other members"],
        [{}, { _aws: {} }, "_aws holds other members"],
        [{}, { _aws: { Timestamp: 1, CloudWatchMetrics: [directive] } }, "Timestamp is no time in milliseconds"],
    ];
    for (const [change, members, problem] of mistakes) {
        it(`reports a violation by ${JSON.stringify({ ...change, ...members })}`, () => {
            const _aws = { Timestamp: Date.now(), CloudWatchMetrics: [{ ...directive, ...change }] };

            const [first] = formatProblems(JSON.stringify({ _aws, Healthy: 1, ...members }));

            assert.equal(first, problem);
        });
    }
});
