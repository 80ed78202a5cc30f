import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { partitions } from "../../settings/regions";
import { linksOf } from "./markdown";

const file = join(projectFolder, "docs/regions.md");
const text = readFileSync(file, "utf8");

describe("docs/regions.md", () => {
    it("names each partition, beginning with those that a stack can be in", () => {
        const [beginning = ""] = text.split("\n## ");

        const named = new Set([...beginning.matchAll(/`(aws(?:-[a-z]+)*)`/g)].map(([, id]) => id));

        const supported = partitions.filter(({ unsupported }) => unsupported === undefined);
        assert.deepEqual([...named].sort(), partitions.map(({ id }) => id).sort());
        assert.deepEqual([...named].slice(0, supported.length).sort(), supported.map(({ id }) => id).sort());
    });

    it("links to files that are there", () => {
        const missing = linksOf(text)
            .map(({ target }) => target)
            .filter((target) => !target.startsWith("https:") && !existsSync(join(dirname(file), target)));

        assert.deepEqual(missing, []);
    });
});
