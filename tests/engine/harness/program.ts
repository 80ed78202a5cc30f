import * as path from "node:path";
import * as esbuild from "esbuild";
import { mapping } from "../../../local/program/mapping";
import { projectFolder } from "../../../local/program/runProgram";

/** A Pulumi program: what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/** `index.ts`. */
export const indexProgram = programOf("index");

/** `index.ts` with other code in its functions. */
export const changedCodeProgram = programOf("index", "// changed\n");

/**
 * A program that is a module: it registers while it is loaded, and its exports are the outputs.
 *
 * The module and those of the real program are loaded anew at each run. They read configuration while they are loaded,
 * and Pulumi cannot serialise a function of modules that have been replaced since.
 *
 * @param file from the project's folder, without extension.
 * @param codeEnd what comes after the code of each function. Default: nothing.
 */
export function programOf(file: string, codeEnd = ""): Program {
    return async () => {
        for (const loaded of Object.keys(require.cache)) {
            if (programFiles.some((own) => loaded.startsWith(path.join(projectFolder, own)))) {
                Reflect.deleteProperty(require.cache, loaded);
            }
        }
        rememberBundles(codeEnd);
        const exported: unknown = await import(path.join(projectFolder, file));
        return mapping(exported);
    };
}

const programFiles = ["index.", "components/", "settings/", "handlers/", "tests/engine/programs/"];

/**
 * Lets esbuild bundle each text once a process. The functions' code is the same in nearly every run, and bundling it
 * again would be a quarter of a run's time.
 *
 * @param codeEnd what comes after each bundle: other code, as far as anybody can see.
 */
function rememberBundles(codeEnd: string): void {
    const module = require.cache[require.resolve("esbuild")];
    if (module !== undefined) {
        module.exports = {
            ...esbuild,
            build: async (options: esbuild.BuildOptions) => {
                const { outputFiles = [] } = await remembered(options);
                return { outputFiles: outputFiles.map(({ text }) => ({ text: `${text}${codeEnd}` })) };
            },
        };
    }
}

const bundles = new Map<string, Promise<esbuild.BuildResult>>();

function remembered(options: esbuild.BuildOptions): Promise<esbuild.BuildResult> {
    const text = String(options.stdin?.contents);
    const result = bundles.get(text) ?? esbuild.build(options);
    bundles.set(text, result);
    return result;
}

/**
 * Runs an operation while nobody but Pulumi listens to unhandled rejections: a program that fails has some, which the
 * Automation API reports as the program's errors.
 */
export async function withoutRejectionListeners<T>(run: () => Promise<T>): Promise<T> {
    const others = process.listeners("unhandledRejection");
    process.removeAllListeners("unhandledRejection");
    // Without any listener Node.js would end the process.
    const ignore = () => undefined;
    process.on("unhandledRejection", ignore);
    try {
        return await run();
    } finally {
        process.off("unhandledRejection", ignore);
        for (const other of others) {
            process.on("unhandledRejection", other);
        }
    }
}
