// Compiles TypeScript to JavaScript, once per version of a file. ts-node loads it for the commands, the tests and
// Pulumi's language host (tsconfig.json): https://typestrong.org/ts-node/docs/transpilers
"use strict";

const path = require("path");
const typescript = require("typescript");
const { createDiskCache } = require("./diskCache.cjs");

const projectFolder = path.resolve(__dirname, "..");
const projectCache = path.join(projectFolder, "node_modules/.cache/typescript");

/**
 * @param service ts-node's service; only its compiler options are used.
 * @param cacheFolder the folder of the output. Default: the project's `node_modules/.cache/typescript`.
 * @param ts the compiler. Default: the project's.
 */
exports.create = ({ service, cacheFolder = projectCache, ts = typescript }) => {
    const compilerOptions = service.config.options;
    // Without the project's own path, copies of the project that share node_modules share the entries.
    const compiler = JSON.stringify([ts.version, compilerOptions]).replaceAll(projectFolder, "");
    const cache = createDiskCache(cacheFolder);
    return {
        transpile(code, { fileName }) {
            const file = path.relative(projectFolder, fileName);
            const name = `${file}\n${compiler}`;
            const key = `${name}\n${code}`;
            const cached = cache.read(name, key);
            if (cached !== undefined) {
                return cached;
            }
            const options = { fileName, compilerOptions, reportDiagnostics: true };
            const { outputText, sourceMapText, diagnostics } = ts.transpileModule(code, options);
            // Files outside of the project are temporary ones. Syntax errors must be reported at each run.
            if (!file.startsWith("..") && diagnostics.length === 0) {
                cache.write(name, key, { outputText, sourceMapText });
            }
            return { outputText, sourceMapText, diagnostics };
        },
    };
};
