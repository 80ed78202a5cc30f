import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { packageJson } from "./packageJson";
import { readCiFile } from "./workflows";

describe(".github/dependabot.yml", () => {
    it("holds back only versions that package.json does not have yet", () => {
        const { updates } = readCiFile(".github/dependabot.yml").content;
        const npm = Array.isArray(updates)
            ? updates.map(toRecord).find((each) => each["package-ecosystem"] === "npm")
            : {};
        const { dependencies, devDependencies } = packageJson();
        const versions: Record<string, unknown> = { ...toRecord(dependencies), ...toRecord(devDependencies) };

        const ignored = Array.isArray(npm?.ignore) ? npm.ignore.map(toRecord) : [];

        const held = ignored.map(({ "dependency-name": name, versions: ranges }) => [name, ranges]);
        assert.ok(held.length > 0);
        assert.deepEqual(
            held.filter(([name]) => !(String(name) in versions)),
            [],
        );
        assert.deepEqual(
            held.filter(([name, ranges]) => !isBelow(String(versions[String(name)]), String(ranges).replace(">=", ""))),
            [],
        );
    });
});

/** Whether a version is older than a bound, part by part. */
function isBelow(version: string, bound: string): boolean {
    return version.localeCompare(bound, "en", { numeric: true }) < 0;
}
