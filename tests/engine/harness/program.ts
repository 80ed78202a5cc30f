import * as path from "node:path";
import * as esbuild from "esbuild";
import { projectFolder } from "../../../local/program/runProgram";

/** A Pulumi program: what it returns are the stack's outputs. */
export type Program = () => Promise<Record<string, unknown>>;

/** `index.ts`. */
export const indexProgram: Program = () => loadIndex("");

/** `index.ts` with other code in its functions. */
export const changedCodeProgram: Program = () => loadIndex("// changed\n");

/** Loads `index.ts` and the program's modules anew: they read configuration and register while they are loaded. */
async function loadIndex(codeEnd: string): Promise<Record<string, unknown>> {
    for (const file of Object.keys(require.cache)) {
        if (programFiles.some((own) => file.startsWith(path.join(projectFolder, own)))) {
            Reflect.deleteProperty(require.cache, file);
        }
    }
    rememberBundles(codeEnd);
    const exported: unknown = await import(path.join(projectFolder, "index"));
    return typeof exported === "object" && exported !== null ? Object.fromEntries(Object.entries(exported)) : {};
}

const programFiles = ["index.", "components/", "settings/", "handlers/"];

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
