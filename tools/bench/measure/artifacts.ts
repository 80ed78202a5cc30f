import { type Figure, figureOf } from "../figure";
import type { BenchFiles } from "../files";

/** Sizes of the uploaded code before compression. */
export function measureArtifacts({ artifacts, baselines }: BenchFiles): Figure[] {
    return [
        figureOf(
            { name: "access artifact, against a hand-written bundle", unit: "bytes" },
            [artifacts.access.bytes],
            [baselines.bareDriver.bytes],
        ),
        figureOf({ name: "rotation artifact", unit: "bytes" }, [artifacts.rotation.bytes]),
    ];
}
