import * as path from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { createClosureCache } from "../cache/closureCache";

const { serializeFunction, computeCodePaths } = pulumi.runtime;
const serialised = new Map<string, ReturnType<typeof serializeFunction>>();
const cachedOnDisk = createClosureCache(
    path.resolve(__dirname, ".."),
    // `index.ts` imports from these folders only; the transpiler is in `cache`.
    ["index.ts", "transforms.ts", "cache", "components", "handlers", "settings"],
    performance.timeOrigin,
);

/**
 * Runs programs without two thirds of the work that Pulumi does for them: each function is serialised once for the same
 * sources, and no packages are collected for it, because the bundle takes only the function's text.
 *
 * A function's text is the key of the cache. That is safe because the program's functions capture no value of a stack
 * (values come from environment variables), and tests compare the artifacts of the stacks. A program whose functions
 * are written elsewhere, such as in a test, must not run in this function.
 */
export async function serialisingOnce<T>(run: () => Promise<T>): Promise<T> {
    Object.assign(pulumi.runtime, { serializeFunction: serialiseOnce, computeCodePaths: noCodePaths });
    try {
        return await run();
    } finally {
        Object.assign(pulumi.runtime, { serializeFunction, computeCodePaths });
    }
}

function serialiseOnce(...[func, options]: Parameters<typeof serializeFunction>): ReturnType<typeof serializeFunction> {
    const text = String(func);
    const made = serialised.get(text) ?? cachedOnDisk(text, () => serializeFunction(func, options));
    serialised.set(text, made);
    return made;
}

function noCodePaths(): ReturnType<typeof computeCodePaths> {
    return Promise.resolve(new Map<string, pulumi.asset.Asset | pulumi.asset.Archive>());
}
