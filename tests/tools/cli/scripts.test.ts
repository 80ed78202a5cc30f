import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";

describe("npm run help", () => {
    it("lists every script of package.json with its purpose, and no other", () => {
        const { scripts } = toRecord(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));

        const printed = execFileSync("node", ["tools/cli/scripts.cjs"], { cwd: projectFolder, encoding: "utf8" });

        const listed = [...printed.matchAll(/^npm (?:run )?(\S+) {2,}\S.*$/gm)].map(([, name]) => name);
        assert.deepEqual(listed.sort(), Object.keys(toRecord(scripts)).sort());
        assert.equal(printed.trimEnd().split("\n").length, listed.length);
    });
});
