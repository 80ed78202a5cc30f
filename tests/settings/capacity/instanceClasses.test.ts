import assert from "node:assert/strict";
import { instanceClasses } from "../../../settings/capacity/instanceClasses";

describe("instanceClasses", () => {
    const cases: readonly [name: string, vcpus: number, memoryGiB: number][] = [
        ["db.t3.medium", 2, 4],
        ["db.t4g.large", 2, 8],
        ["db.r5.large", 2, 16],
        ["db.r5.xlarge", 4, 32],
        ["db.r5.24xlarge", 96, 768],
        ["db.r6g.16xlarge", 64, 512],
        ["db.r6i.32xlarge", 128, 1024],
        ["db.r7g.2xlarge", 8, 64],
        ["db.r7i.48xlarge", 192, 1536],
        ["db.r8g.large", 2, 16],
        ["db.x2g.16xlarge", 64, 1024],
    ];
    for (const [name, vcpus, memoryGiB] of cases) {
        it(`gives ${name} ${vcpus} processors and ${memoryGiB} GiB`, () => {
            const known = instanceClasses.get(name);

            assert.deepEqual([known?.vcpus, known?.memoryGiB], [vcpus, memoryGiB]);
        });
    }

    for (const name of [
        "db.t3.small",
        "db.t3.xlarge",
        "db.r5.6xlarge",
        "db.m5.large",
        "db.serverless",
        "constructor",
    ]) {
        it(`does not know ${name}`, () => {
            const known = instanceClasses.get(name);

            assert.equal(known, undefined);
        });
    }
});

describe("the maximum of connections", () => {
    const cases: readonly [name: string, memoryGiB: number, expected: number][] = [
        ["db.t3.medium", 4, 405],
        ["db.t3.large", 8, 811],
        ["db.r5.large", 16, 1622],
        ["db.r5.xlarge", 32, 3244],
        ["db.r5.2xlarge", 64, 5000],
    ];
    for (const [name, memoryGiB, expected] of cases) {
        it(`is estimated as ${expected} for the ${memoryGiB} GiB of ${name}`, () => {
            const known = instanceClasses.get(name);

            assert.deepEqual([known?.memoryGiB, known?.maxConnections], [memoryGiB, expected]);
        });
    }
});
