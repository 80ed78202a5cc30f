import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../offline/runProgram";
import { toRecord } from "../../offline/toRecord";
import { documents } from "./documents";

describe("the documents", () => {
    it("name npm scripts that exist", () => {
        const { scripts } = toRecord(JSON.parse(readFileSync(join(projectFolder, "package.json"), "utf8")));
        const known = Object.keys(toRecord(scripts));

        const unknown = documents().flatMap((file) =>
            [...readFileSync(file, "utf8").matchAll(/\bnpm run (?:--?\S+ )*(?<script>[a-z][\w:-]*)/g)]
                .map(({ groups }) => groups?.script ?? "")
                .filter((script) => !known.includes(script)),
        );

        assert.deepEqual(unknown, []);
    });
});
