import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import * as ts from "typescript";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import { packageJson } from "../../ci/packageJson";

/** The files that run before any package is loaded. */
const files = ["nodeVersion.cjs", "tools/cli/requirements.cjs", "tools/cli/start.cjs"];

/** The package list that `npm ci` writes last. */
const installed = (versions: Record<string, string>) => ({
    packages: Object.fromEntries(
        Object.entries(versions).map(([name, version]) => [`node_modules/${name}`, { version }]),
    ),
});

/** Code that gives the process another version of Node.js. */
const pretending = (version: string) =>
    `Object.defineProperty(process, "versions", { value: { node: "${version}" } });`;

const unsupported = (version: string) =>
    `Node.js ${version} is not supported; this project needs ^20.19.0 || >=22.12.0: ` +
    "install the version that .nvmrc names, for instance with `nvm install`\n";

const registers = `const { readFileSync } = require("fs");
require.extensions[".ts"] = (module, file) => module._compile(readFileSync(file, "utf8"), file);`;

describe("the start of a command", () => {
    let folder: string;
    const write = (file: string, text: string) => {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
    };
    const node = (args: readonly string[], preloaded = "") => {
        write("preloaded.cjs", preloaded);
        const { status, stdout, stderr } = spawnSync(process.execPath, ["-r", "./preloaded.cjs", ...args], {
            cwd: folder,
            encoding: "utf8",
        });
        return [status, stdout, stderr];
    };
    const start = (...args: readonly string[]) => node(["tools/cli/start.cjs", "command.ts", ...args]);

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "start-"));
        for (const file of files) {
            cpSync(join(projectFolder, file), join(folder, file), { recursive: true });
        }
        const project = {
            engines: { node: "^20.19.0 || >=22.12.0" },
            dependencies: { one: "1.0.0" },
            devDependencies: { two: "2.0.1" },
        };
        write("package.json", JSON.stringify(project));
        write("node_modules/.package-lock.json", JSON.stringify(installed({ one: "1.0.0", two: "2.0.1" })));
        write("node_modules/ts-node/register/transpile-only.js", registers);
        write("command.ts", "process.stdout.write(JSON.stringify(process.argv.slice(2)));");
    });

    afterEach(() => {
        rmSync(folder, { recursive: true });
    });

    it("shows a line before it loads slow modules, and passes the arguments on", () => {
        const ended = start("--stack", "dev");

        assert.deepEqual(ended, [0, '["--stack","dev"]', "Loading Pulumi and the program …\n"]);
    });

    it("shows no line of its own with --help, or with --json without a terminal", () => {
        const ended = ["--help", "-h", "--json"].map((flag) => start(flag));

        assert.deepEqual(ended, [
            [0, '["--help"]', ""],
            [0, '["-h"]', ""],
            [0, '["--json"]', ""],
        ]);
    });

    for (const [what, list, problem] of [
        ["no packages", undefined, "The packages are not installed"],
        ["a package missing", installed({ one: "1.0.0" }), "The package two is not installed"],
        [
            "a package of another version",
            installed({ one: "1.0.0", two: "2.0.0" }),
            "The package two is installed in version 2.0.0, but package.json requires 2.0.1",
        ],
    ] as const) {
        it(`ends with one line that says npm ci if it finds ${what}`, () => {
            rmSync(join(folder, "node_modules"), { recursive: true });
            if (list !== undefined) write("node_modules/.package-lock.json", JSON.stringify(list));

            const ended = [start(), node(["tools/cli/requirements.cjs"])];

            const expected = [1, "", `${problem}; run: npm ci\n`];
            assert.deepEqual(ended, [expected, expected]);
        });
    }

    for (const [what, path] of [
        ["is not there", "missing"],
        ["is a file", "package.json"],
    ] as const) {
        it(`ends with one line if the temporary folder ${what}`, () => {
            const ended = node(
                ["tools/cli/start.cjs", "command.ts"],
                `process.env.TMPDIR = ${JSON.stringify(join(folder, path))};`,
            );

            assert.equal(ended[0], 1);
            assert.match(
                String(ended[2]),
                /^The temporary folder \S+ cannot be written to \(E\w+\); set TMPDIR to a folder that this user may write to\n$/,
            );
        });
    }

    for (const [version, isEnough] of [
        ["9.11.2", false],
        ["18.20.8", false],
        ["20.18.3", false],
        ["20.19.0", true],
        ["21.7.3", false],
        ["22.11.0", false],
        ["22.12.0", true],
        ["24.0.0", true],
    ] as const) {
        it(`${isEnough ? "accepts" : "refuses"} Node.js ${version}`, () => {
            const ended = node(["nodeVersion.cjs"], pretending(version));

            assert.deepEqual(ended, isEnough ? [0, "", ""] : [1, "", unsupported(version)]);
        });
    }

    for (const args of [["tools/cli/requirements.cjs"], ["tools/cli/start.cjs", "command.ts"]]) {
        it(`refuses an old Node.js in ${String(args[0])} before it looks at the packages`, () => {
            rmSync(join(folder, "node_modules"), { recursive: true });

            const ended = node(args, pretending("20.18.3"));

            assert.deepEqual(ended, [1, "", unsupported("20.18.3")]);
        });
    }

    it("is written in the syntax of 2015, which old versions of Node.js parse", () => {
        const texts = files.map((file) => readFileSync(join(projectFolder, file), "utf8"));

        const newer = texts.filter((text) => transpiled(text, "ES2015") !== transpiled(text, "ESNext"));

        assert.deepEqual(newer, []);
    });

    it("checks Node.js and the packages before every script of package.json but help, and before the program", () => {
        const begin = /^(exec )?node tools\/cli\/(start\.cjs \S+\.ts|requirements\.cjs && .+)$/;
        const scripts = Object.entries(toRecord(packageJson().scripts));
        const [first] = readFileSync(join(projectFolder, "index.ts"), "utf8").split("\n");

        const others = scripts.filter(([, command]) => !begin.test(String(command)));

        assert.ok(scripts.length > 10);
        // The list of scripts needs neither a recent Node.js nor the packages.
        assert.deepEqual(others, [["help", "node tools/cli/scripts.cjs"]]);
        assert.equal(first, 'import "./nodeVersion.cjs";');
    });
});

function transpiled(text: string, target: "ES2015" | "ESNext"): string {
    return ts.transpileModule(text, {
        compilerOptions: { target: ts.ScriptTarget[target], module: ts.ModuleKind.CommonJS },
    }).outputText;
}
