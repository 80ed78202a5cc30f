import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as typescript from "typescript";
import { create } from "../../cache/transpiler.cjs";
import { projectFolder } from "../../offline/runProgram";

const file = join(projectFolder, "settings/example.ts");
const options = { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.CommonJS, sourceMap: true };

describe("the transpiler", () => {
    let cacheFolder: string;
    let runs: number;
    const transpile = (code: string, { fileName = file, compilerOptions = options, version = "5.9.3" } = {}) => {
        const ts = {
            version,
            transpileModule: (...args: Parameters<typeof typescript.transpileModule>) => {
                runs++;
                return typescript.transpileModule(...args);
            },
        };
        const service = { config: { options: compilerOptions } };
        return create({ service, cacheFolder, ts }).transpile(code, { fileName });
    };

    beforeEach(() => {
        runs = 0;
        cacheFolder = mkdtempSync(join(tmpdir(), "transpiler-"));
    });

    afterEach(() => {
        rmSync(cacheFolder, { recursive: true });
    });

    it("returns the same output and source map without the compiler's work at the second time", () => {
        const [first, second] = [
            transpile("export const one: number = 1;"),
            transpile("export const one: number = 1;"),
        ];

        assert.equal(runs, 1);
        assert.match(first.outputText, /^"use strict";[^]*exports\.one = 1;/);
        assert.match(first.sourceMapText ?? "", /"mappings"/);
        assert.deepEqual(
            [second.outputText, second.sourceMapText, second.diagnostics ?? []],
            [first.outputText, first.sourceMapText, first.diagnostics],
        );
    });

    it("compiles a changed file again", () => {
        transpile("export const one: number = 1;");
        const { outputText } = transpile("export const two: number = 2;");

        assert.equal(runs, 2);
        assert.match(outputText, /exports\.two = 2;/);
    });

    it("compiles again with other options, for another version of the compiler and under another name", () => {
        const code = "export const one: number = 1;";
        transpile(code);
        transpile(code, { compilerOptions: { ...options, sourceMap: false } });
        transpile(code, { version: "5.9.4" });
        transpile(code, { fileName: join(projectFolder, "settings/other.ts") });

        assert.equal(runs, 4);
    });

    it("reports a syntax error each time", () => {
        const reported = [transpile("const = 1;"), transpile("const = 1;")].map(({ diagnostics = [] }) =>
            diagnostics.map(({ messageText }) => messageText),
        );

        assert.equal(reported[0]?.[0], "Variable declaration expected.");
        assert.deepEqual(reported[1], reported[0]);
        assert.equal(runs, 2);
    });

    it("keeps nothing of a file outside of the project", () => {
        transpile("export const one: number = 1;", { fileName: join(tmpdir(), "example.ts") });

        assert.deepEqual(readdirSync(cacheFolder), []);
    });
});
