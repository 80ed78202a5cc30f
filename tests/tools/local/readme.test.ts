import { ok } from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "../../../offline/runProgram";
import { conversionsByVariant } from "../../../tools/local/tour/experiment";

describe("README.md", () => {
    it("shows the query of the tour", () => {
        const readme = readFileSync(join(projectFolder, "README.md"), "utf8");

        ok(readme.includes(`\`\`\`sql\n${conversionsByVariant}\n\`\`\``));
    });
});
