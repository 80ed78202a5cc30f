import assert from "node:assert/strict";
import { mapping } from "../../offline/mapping";
import { packageJson } from "./packageJson";
import { readCiFile } from "./workflows";

describe(".github/dependabot.yml", () => {
    it("holds back only what package.json does not have yet", () => {
        const { updates } = readCiFile(".github/dependabot.yml").content;
        const npm = Array.isArray(updates)
            ? updates.map(mapping).find((each) => each["package-ecosystem"] === "npm")
            : {};
        const { dependencies, devDependencies } = packageJson();
        const versions: Record<string, unknown> = { ...mapping(dependencies), ...mapping(devDependencies) };

        const ignored = Array.isArray(npm?.ignore) ? npm.ignore.map(mapping) : [];

        const held = ignored.map(({ "dependency-name": name, versions: ranges }) => [name, ranges]);
        assert.deepEqual(held, [
            ["@pulumi/pulumi", [">=3.249"]],
            ["typescript", [">=7"]],
            ["@types/node", [">=21"]],
        ]);
        assert.deepEqual(
            held.filter(([name, ranges]) => !isBelow(String(versions[String(name)]), String(ranges).slice(2))),
            [],
        );
    });
});

/** Whether a version is older than a bound, part by part. */
function isBelow(version: string, bound: string): boolean {
    return version.localeCompare(bound, "en", { numeric: true }) < 0;
}
