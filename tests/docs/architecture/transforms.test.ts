import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectFolder, runProgram } from "../../../offline/runProgram";
import { withTransforms } from "../../harness/withTransforms";
import { ofKind, one } from "../../program/resources";
import { transforms } from "./transformsExample";

describe("the example of transforms.ts in docs/architecture.md", () => {
    it("is this test's example", () => {
        const file = readFileSync(join(__dirname, "transformsExample.ts"), "utf8");
        // In Markdown the formatter indents by two spaces.
        const example = file.replaceAll("../../../", "./").replaceAll("    ", "  ");

        const document = readFileSync(join(projectFolder, "docs/architecture.md"), "utf8");

        assert.ok(document.includes(`\`\`\`ts\n${example}\`\`\``), "copy tests/docs/architecture/transformsExample.ts");
    });

    it("has the effect that the document describes", async () => {
        const run = await withTransforms(transforms, () => runProgram({ stack: "prod" }));

        const texts = ofKind(run, "MetricAlarm").map(({ name, inputs }) => [name, inputs.alarmDescription]);
        assert.equal(one(run, "Cluster").inputs.backupRetentionPeriod, 35);
        assert.deepEqual(
            texts.filter(([name, text]) => text !== `${String(name)}: call the database team`),
            [],
        );
        assert.ok(texts.length > 5);
    });
});
