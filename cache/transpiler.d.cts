import type { CompilerOptions, transpileModule, TranspileOutput } from "typescript";

/** The options that ts-node and the tests pass. */
export interface TranspilerOptions {
    /** Part of ts-node's service. */
    readonly service: { readonly config: { readonly options: CompilerOptions } };
    /** Default: the project's `node_modules/.cache/typescript`. */
    readonly cacheFolder?: string;
    /** The compiler. Default: the project's. */
    readonly ts?: { readonly version: string; readonly transpileModule: typeof transpileModule };
}

/** Creates a transpiler for ts-node. Output from the cache has no diagnostics. */
export function create(options: TranspilerOptions): {
    transpile(code: string, options: { readonly fileName: string }): TranspileOutput;
};
