import { readdirSync, readFileSync, statSync } from "node:fs";
import * as path from "node:path";
import type { runtime } from "@pulumi/pulumi";
import { createDiskCache } from "./diskCache.cjs";

type Serialise = () => Promise<runtime.SerializedFunction>;

/**
 * Creates a cache of serialised functions in the project's `node_modules/.cache/closures`: Pulumi takes a second to
 * serialise both of the program's.
 *
 * An entry is valid for the same folders, sources, packages and Node.js. The sources are all files of the program,
 * loaded or not, because a function can capture a value of any of them, and so that all commands and tests share the
 * entries.
 *
 * @param sources the files and folders of the program, by their paths in the project: the functions and all that they
 * can capture.
 * @param startedMs when the process began to load modules. The process may have loaded older
 * versions of files that changed later, so nothing is cached then.
 * @returns a function that takes a function's text and the call that serialises it.
 */
export function createClosureCache(
    projectFolder: string,
    sources: readonly string[],
    startedMs: number,
): (text: string, serialise: Serialise) => ReturnType<Serialise> {
    const packagesFolder = path.join(projectFolder, "node_modules");
    const cache = createDiskCache<runtime.SerializedFunction>(path.join(packagesFolder, ".cache/closures"));

    function sourcesKey(): string | undefined {
        const files = [
            path.join(packagesFolder, ".package-lock.json"),
            path.join(projectFolder, "tsconfig.json"),
            ...sources.flatMap((source) => filesIn(path.join(projectFolder, source))),
        ];
        if (!files.every((file) => changedMs(file) < startedMs)) {
            return undefined;
        }
        const contents = files.map((file) => [path.relative(projectFolder, file), readFileSync(file, "utf8")]);
        // Pulumi writes paths of packages into the text. A copy of the project can share this cache, but no entry.
        return JSON.stringify([process.version, projectFolder, process.cwd(), contents]);
    }

    return async (text, serialise) => {
        const key = sourcesKey();
        const cached = key === undefined ? undefined : cache.read(text, key);
        if (cached !== undefined) {
            return cached;
        }
        const serialised = await serialise();
        if (key !== undefined) {
            cache.write(text, key, serialised);
        }
        return serialised;
    };
}

/** The change time. Unlike the modification time, a copy of a file does not preserve it. */
function changedMs(file: string): number {
    return statSync(file, { throwIfNoEntry: false })?.ctimeMs ?? Infinity;
}

/** A file, or the files of a folder and its subfolders. */
function filesIn(source: string): string[] {
    if (statSync(source, { throwIfNoEntry: false })?.isDirectory() !== true) {
        return [source];
    }
    return readdirSync(source)
        .sort()
        .flatMap((name) => filesIn(path.join(source, name)));
}
