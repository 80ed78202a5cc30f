import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";

const folder = join(projectFolder, "examples/application");
const packageOf = (file: string) => toRecord(JSON.parse(readFileSync(file, "utf8")));

describe("examples/application", () => {
    it("runs alone where it is copied: it imports Node.js's modules, its own files and its dependencies", () => {
        const files = readdirSync(folder);
        const { dependencies } = packageOf(join(folder, "package.json"));
        const known = [...files.map((file) => `./${file}`), ...Object.keys(toRecord(dependencies))];

        const imported = files
            .filter((file) => file.endsWith(".mjs"))
            .flatMap((file) => [...readFileSync(join(folder, file), "utf8").matchAll(/\bfrom "([^"]+)"/g)])
            .map(([, name = ""]) => name);

        const needed = new Set(imported.filter((name) => !name.startsWith("node:")));
        assert.deepEqual(
            [...needed].filter((name) => !known.includes(name)),
            [],
        );
        assert.deepEqual(
            Object.keys(toRecord(dependencies)).filter((name) => !needed.has(name)),
            [],
        );
    });

    it("has its dependencies in the project's versions, for the same Node.js", () => {
        const own = packageOf(join(folder, "package.json"));
        const project = packageOf(join(projectFolder, "package.json"));

        const versions = Object.keys(toRecord(own.dependencies)).map((name) => toRecord(project.dependencies)[name]);

        assert.deepEqual(Object.values(toRecord(own.dependencies)), versions);
        assert.deepEqual(own.engines, project.engines);
    });
});
