import * as pulumi from "@pulumi/pulumi";

const { serializeFunction, computeCodePaths } = pulumi.runtime;
const serialised = new Map<string, ReturnType<typeof serializeFunction>>();
const codePaths = new Map<string, ReturnType<typeof computeCodePaths>>();

/**
 * Runs programs with a cache of serialised functions for the process. Serialisation takes two thirds of a run's time.
 *
 * A function's text is the key of the cache. That is safe because the program's functions capture no value of a stack
 * (values come from environment variables), and tests compare the artifacts of the stacks.
 */
export async function serialisingOnce<T>(run: () => Promise<T>): Promise<T> {
    Object.assign(pulumi.runtime, { serializeFunction: serialiseOnce, computeCodePaths: findCodePathsOnce });
    try {
        return await run();
    } finally {
        Object.assign(pulumi.runtime, { serializeFunction, computeCodePaths });
    }
}

function serialiseOnce(...[func, options]: Parameters<typeof serializeFunction>): ReturnType<typeof serializeFunction> {
    return once(serialised, String(func), () => serializeFunction(func, options));
}

function findCodePathsOnce(options: pulumi.runtime.CodePathOptions): ReturnType<typeof computeCodePaths> {
    return once(codePaths, JSON.stringify(options), () => computeCodePaths(options));
}

function once<T>(made: Map<string, T>, key: string, make: () => T): T {
    const value = made.get(key) ?? make();
    made.set(key, value);
    return value;
}
