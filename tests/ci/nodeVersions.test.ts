import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { packageJson } from "./packageJson";
import { byJob, readCiFile } from "./workflows";

describe("Node.js", () => {
    const recommended = readFileSync(join(projectFolder, ".nvmrc"), "utf8").trim();

    it("is recommended in one version, which CI and the dev container have, and which the README names", () => {
        const inputs = toRecord(readCiFile(".github/actions/install/action.yml").content.inputs);
        const container = readFileSync(join(projectFolder, ".devcontainer/devcontainer.json"), "utf8");
        const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

        assert.equal(recommended, "24");
        assert.equal(toRecord(inputs["node-version"]).default, recommended);
        assert.match(container, new RegExp(String.raw`"image": ".*/javascript-node:\d+-${recommended}-`));
        assert.match(readme, /^Node\.js 24 and npm are all you need/m);
    });

    it("is tested from the oldest supported version to the recommended one", () => {
        const { node } = toRecord(toRecord(byJob("strategy")["test.yml test"]).matrix);

        assert.deepEqual(node, [20, 22, Number(recommended)]);
        assert.deepEqual(toRecord(packageJson().engines), { node: "^20.19.0 || >=22.12.0" });
    });
});
