import { table } from "../../cli/table";
import { functionNames } from "../platform/platform";
import { outputNumber, resourceOf } from "../platform/resources";
import type { LocalResult } from "../runLocally";

/** Each function with the sizes of its artifact and what its process took. */
export function functionsOf({ platform, artifacts }: LocalResult) {
    return (["access", "rotation"] as const).map((name) => {
        const resource = resourceOf(platform.program.resources, "aws:lambda/function:Function", functionNames[name]);
        const { bytes, zippedBytes } = artifacts[name];
        return {
            name,
            bytes,
            zippedBytes,
            initMs: Math.round(platform[name].initDurationMs ?? 0),
            peakMb: Math.round(platform[name].peakResidentBytes / 1e6),
            memoryMb: outputNumber(resource, "memorySize"),
        };
    });
}

/** The functions as a table. */
export function functionsTable(result: LocalResult, width: number): string {
    return table(
        ["function", "artifact bytes", "gzipped", "init ms", "peak MB", "of"],
        functionsOf(result).map(({ name, ...figures }) => [
            name,
            ...[figures.bytes, figures.zippedBytes, figures.initMs, figures.peakMb, figures.memoryMb].map(String),
        ]),
        width,
    );
}
