import { deepEqual } from "node:assert/strict";
import { compareStorageTypes } from "../../../tools/cost/storageTypes";

describe("compareStorageTypes", () => {
    const ioOptimized = { instances: 7782, storage: 225, ios: 0, total: 8007 };
    const standard = (ios: number) => ({ instances: 5986, storage: 100, ios, total: 6086 + ios });

    it("finds standard cheaper below the break-even, which does not depend on the requests", () => {
        const { cheaper, breakEvenIos } = compareStorageTypes(standard(1920), ioOptimized);

        deepEqual([cheaper, breakEvenIos], ["standard", 96_050_000]);
    });

    it("finds I/O-optimized cheaper above it", () => {
        const { cheaper, breakEvenIos } = compareStorageTypes(standard(1922), ioOptimized);

        deepEqual([cheaper, breakEvenIos], ["ioOptimized", 96_050_000]);
    });

    it("prefers standard if both cost the same", () => {
        const { cheaper } = compareStorageTypes(standard(1921), ioOptimized);

        deepEqual(cheaper, "standard");
    });
});
