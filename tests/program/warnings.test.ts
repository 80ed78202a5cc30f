import assert from "node:assert/strict";
import { decommissionedProd, projectKeys, wholeProgram } from "./runs";

const nobody = "monitoring: alarms reach nobody; set alarmEmails or alarmUrls, or subscribe to the topic";
const nowhere = "monitoring: alarms link to docs/runbook.md; set runbookUrl to where it can be opened";

const runbookUrl = "https://example.com/runbook";

const cases: readonly [what: string, changes: Record<string, string>, warnings: readonly string[]][] = [
    ["with nobody to tell, and no address of its runbook", {}, [nobody, nowhere]],
    ["with nobody to tell", { runbookUrl }, [nobody]],
    ["with an e-mail address", { runbookUrl, alarmEmails: '["on-call@example.com"]' }, []],
    ["with an address to post to", { runbookUrl, alarmUrls: '["https://example.com/a"]' }, []],
];

describe("what the program warns of", () => {
    it("is nothing in dev and staging", async () => {
        const dev = await wholeProgram({ stack: "dev" });
        const staging = await wholeProgram({ stack: "staging" });

        assert.deepEqual([dev.warnings, staging.warnings], [[], []]);
    });

    for (const [what, changes, expected] of cases) {
        it(`is, in production ${what}: ${String(expected.length)}`, async () => {
            const config = projectKeys({ runbookUrl: "docs/runbook.md", ...changes });

            const { warnings } = await wholeProgram({ stack: "prod", config });

            assert.deepEqual(warnings, expected);
        });
    }

    it("is what destroying leaves behind, in a stack that is decommissioned", async () => {
        const { warnings } = await wholeProgram(decommissionedProd);

        assert.equal(warnings.length, 1);
        assert.match(warnings.join(), /^decommission: nothing is protected any more; destroy will leave /);
    });
});
