import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { partitions } from "../../settings/aws/regions";

const file = join(projectFolder, "docs/regions.md");
const text = readFileSync(file, "utf8");

describe("docs/regions.md", () => {
    it("names each partition, and the supported ones first", () => {
        const [beginning = ""] = text.split("\n## ");

        const named = new Set([...beginning.matchAll(/`(aws(?:-[a-z]+)*)`/g)].map(([, id]) => id));

        const supported = partitions.filter(({ unsupported }) => unsupported === undefined);
        assert.deepEqual([...named].sort(), partitions.map(({ id }) => id).sort());
        assert.deepEqual([...named].slice(0, supported.length).sort(), supported.map(({ id }) => id).sort());
    });
});
