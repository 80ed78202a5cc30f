/** The files by which ts-node compiles a copy of the project. */
export const compilerFiles = ["tsconfig.json", "cache/transpiler.cjs", "cache/diskCache.cjs"];
