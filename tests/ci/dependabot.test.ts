import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { packageJson } from "./packageJson";
import { actions, readCiFile } from "./workflows";

const { updates: list } = readCiFile(".github/dependabot.yml").content;
const updates = Array.isArray(list) ? list.map(toRecord) : [];
const { dependencies, devDependencies, engines } = packageJson();
const versions: Readonly<Record<string, unknown>> = { ...toRecord(dependencies), ...toRecord(devDependencies) };

/** The major version of the oldest Node.js that `package.json` supports, for instance 20 of `^20.19.0 || >=22.12.0`. */
const oldestNode = majorOf(toRecord(engines).node);

/** The packages whose newer versions do not work here, with the first of these versions. */
const held = Object.fromEntries(
    updates
        .flatMap(({ ignore }) => (Array.isArray(ignore) ? ignore.map(toRecord) : []))
        .map(({ "dependency-name": name, versions: ranges }) => [String(name), String(ranges).replace(">=", "")]),
);

describe(".github/dependabot.yml", () => {
    it("updates every list of packages and every action", () => {
        const folders = manifests().map((file) => join("/", dirname(file)));

        const updated = updates.flatMap(({ directory, directories }) => directory ?? directories);

        // The policy pack has no packages of its own.
        assert.deepEqual(
            folders.filter((folder) => !updated.includes(folder)),
            ["/policy"],
        );
        assert.deepEqual(
            ["/", "/.github/actions/*"].filter((folder) => !updated.includes(folder)),
            [],
        );
        assert.ok(actions.every(({ path }) => dirname(dirname(path)) === ".github/actions"));
    });

    it("updates a package of the example application in one pull request with the project's", () => {
        const npm = updates.find((update) => update["package-ecosystem"] === "npm");
        const { patterns } = toRecord(toRecord(npm?.groups).application);
        const grouped = Array.isArray(patterns) ? patterns.map(String) : [];

        const { dependencies: packages } = readJson("examples/application/package.json");
        const apart = Object.keys(toRecord(packages)).filter(
            (name) => !grouped.some((pattern) => matchesGlob(name, pattern)),
        );

        assert.deepEqual(npm?.directories, ["/", "/examples/application"]);
        assert.deepEqual(apart, []);
    });

    it("proposes no version in its first week, in which a malicious one is usually withdrawn", () => {
        const early = updates.filter(({ cooldown }) => !(Number(toRecord(cooldown)["default-days"]) >= 7));

        assert.deepEqual(early, []);
    });

    it("holds back the types of Node.js newer than the oldest supported one", () => {
        assert.equal(Number(held["@types/node"]), oldestNode + 1);
    });

    it("holds back the TypeScript that Pulumi does not accept", () => {
        const { peerDependencies } = installed("@pulumi/pulumi");

        const accepted = String(toRecord(peerDependencies).typescript);

        assert.ok(accepted.endsWith(` < ${String(held.typescript)}`), accepted);
    });

    it("holds back the versions of Pulumi's SDK that no longer run on the oldest supported Node.js", () => {
        const next = String(versions["@pulumi/pulumi"]).replace(/^(\d+)\.(\d+)\..*$/, (_, major, minor) =>
            [major, Number(minor) + 1].join("."),
        );

        assert.equal(majorOf(toRecord(installed("@pulumi/pulumi").engines).node), oldestNode);
        assert.equal(held["@pulumi/pulumi"], next);
    });

    it("holds back only versions that package.json does not have yet", () => {
        const wrong = Object.entries(held).filter(([name, bound]) => !isBelow(String(versions[name]), bound));

        assert.deepEqual(wrong, []);
    });
});

/** The files of the project that list packages, from its folder. Those of installed packages are left out. */
function manifests(): readonly string[] {
    return readdirSync(projectFolder, { withFileTypes: true })
        .filter(({ name }) => name !== "node_modules" && !name.startsWith("."))
        .flatMap((entry) =>
            entry.isDirectory()
                ? readdirSync(join(projectFolder, entry.name), { encoding: "utf8", recursive: true }).map((file) =>
                      join(entry.name, file),
                  )
                : [entry.name],
        )
        .filter((file) => /(^|\/)(package\.json|go\.mod|pom\.xml)$/.test(file) && !file.includes("node_modules/"))
        .sort();
}

/** The first number of a range of versions. */
function majorOf(range: unknown): number {
    return Number(/\d+/.exec(String(range))?.[0]);
}

/** The `package.json` of an installed package. */
function installed(name: string): Readonly<Record<string, unknown>> {
    return readJson(join("node_modules", name, "package.json"));
}

function readJson(file: string): Readonly<Record<string, unknown>> {
    return toRecord(JSON.parse(readFileSync(join(projectFolder, file), "utf8")));
}

/** Whether a package's name matches a pattern of Dependabot, in which `*` stands for any text. */
function matchesGlob(name: string, pattern: string): boolean {
    const [start = "", end] = pattern.split("*");
    return end === undefined ? name === pattern : name.startsWith(start) && name.endsWith(end);
}

/** Whether a version is older than a bound, part by part. */
function isBelow(version: string, bound: string): boolean {
    return version.localeCompare(bound, "en", { numeric: true }) < 0;
}
