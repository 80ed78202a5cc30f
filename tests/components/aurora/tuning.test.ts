import assert from "node:assert/strict";
import { tunedParameters } from "../../../components/aurora/parameters/tuning";
import type { Tuning } from "../../../components/aurora/platformArgs";
import { totalConnections as totalOf } from "../../../settings/capacity/connectionBudget";
import { instanceClasses } from "../../../settings/capacity/instanceClasses";
import { leastMemoryGiB } from "../../../settings/capacity/tuningNeeds";

const levels: readonly Tuning[] = ["minimal", "medium", "optimized"];
const defaultConnections = totalOf({ application: 50, reader: 50, migration: 5 });

/** A parameter's value, as a number. */
function value(tuning: Tuning, memoryGiB: number, totalConnections: number, name: string): number {
    const found = tunedParameters({ tuning, instances: [{ memoryGiB }], totalConnections }).find(
        (each) => each.name === name,
    );
    return Number(found?.value);
}

describe("tunedParameters", () => {
    for (const tuning of levels) {
        it(`keep connections × work_mem × hash_mem_multiplier within an eighth of every class's memory in ${tuning}`, () => {
            const classes = [...instanceClasses].filter(([, { memoryGiB }]) => memoryGiB >= leastMemoryGiB[tuning]);

            const tooMuch = classes.flatMap(([name, { memoryGiB }]) =>
                [2, defaultConnections, 1000, 5000]
                    .filter((connections) => {
                        const workMemKiB = value(tuning, memoryGiB, connections, "work_mem");
                        const multiplier = value(tuning, memoryGiB, connections, "hash_mem_multiplier");
                        return !(connections * workMemKiB * multiplier <= (memoryGiB * 1024 * 1024) / 8);
                    })
                    .map((connections) => `${name} with ${connections}`),
            );

            assert.ok(classes.length > 40);
            assert.deepEqual(tooMuch, []);
        });

        it(`give every parameter of ${tuning} once, with a reason and a source`, () => {
            const parameters = tunedParameters({
                tuning,
                instances: [{ memoryGiB: 16 }],
                totalConnections: defaultConnections,
            });

            const names = parameters.map(({ name }) => name);
            const unexplained = parameters.filter(
                ({ reason, source }) => !/^\S.{20,}\.$/s.test(reason) || !/^https:\/\/\S+#\S+$/.test(source),
            );
            assert.equal(new Set(names).size, names.length);
            assert.deepEqual(unexplained, []);
        });
    }

    it("fit the smallest instance, because all instances have the same parameters", () => {
        const instances = [{ memoryGiB: 16 }, { memoryGiB: 4 }];

        const workMem = tunedParameters({ tuning: "minimal", instances, totalConnections: 210 }).find(
            ({ name }) => name === "work_mem",
        );

        assert.equal(workMem?.value, "2496");
    });

    it("keep what the level below has", () => {
        const names = (tuning: Tuning) =>
            tunedParameters({ tuning, instances: [{ memoryGiB: 16 }], totalConnections: 210 }).map(({ name }) => name);

        const lost = [
            names("minimal").filter((name) => !names("medium").includes(name)),
            names("medium").filter((name) => !names("optimized").includes(name)),
        ];

        assert.deepEqual(lost, [[], []]);
        assert.deepEqual([names("minimal").length, names("medium").length, names("optimized").length], [3, 4, 4]);
    });

    const cases: [tuning: Tuning, memoryGiB: number, connections: number, workMemKiB: number][] = [
        ["minimal", 4, 210, 2496],
        ["minimal", 256, 210, 4096],
        ["medium", 8, 210, 4993],
        ["medium", 256, 210, 8192],
        ["optimized", 16, 210, 9986],
        ["optimized", 16, 40, 52428],
        ["optimized", 1024, 210, 65536],
    ];
    for (const [tuning, memoryGiB, connections, workMemKiB] of cases) {
        it(`give ${workMemKiB} kB of work_mem to ${connections} connections on ${memoryGiB} GiB in ${tuning}`, () => {
            const workMem = value(tuning, memoryGiB, connections, "work_mem");

            assert.equal(workMem, workMemKiB);
        });
    }
});
