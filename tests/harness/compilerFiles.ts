/** The files that ts-node needs to compile a copy of the project. */
export const compilerFiles = ["tsconfig.json", "cache/transpiler.cjs", "cache/diskCache.cjs"];
