import assert from "node:assert/strict";
import { decommissionedProd, projectKeys, wholeProgram } from "./runs";

const nobody = "monitoring: alarms reach nobody; set alarmEmails or alarmUrls";
const template = "aws:allowedAccountIds: 123456789012 is the account of AWS's examples; set your own to deploy";
const nowhere = "monitoring: alarms link to docs/runbook.md; set runbookUrl to where it can be opened";

const runbookUrl = "https://example.com/runbook";

const cases: readonly [what: string, changes: Record<string, string>, warnings: readonly string[]][] = [
    ["without recipients and runbook address", {}, [template, nobody, nowhere]],
    ["without recipients", { runbookUrl }, [template, nobody]],
    ["with an e-mail address", { runbookUrl, alarmEmails: '["on-call@example.com"]' }, [template]],
    ["with an address to post to", { runbookUrl, alarmUrls: '["https://example.com/a"]' }, [template]],
];

describe("the program's warnings", () => {
    it("do not appear in dev and staging", async () => {
        const dev = await wholeProgram({ stack: "dev" });
        const staging = await wholeProgram({ stack: "staging" });

        assert.deepEqual([dev.warnings, staging.warnings], [[], []]);
    });

    for (const [what, changes, expected] of cases) {
        it(`are ${String(expected.length)} in production ${what}`, async () => {
            const config = projectKeys({ runbookUrl: "docs/runbook.md", ...changes });

            const { warnings } = await wholeProgram({ stack: "prod", config });

            assert.deepEqual(warnings, expected);
        });
    }

    it("do not appear in production with an account, a recipient and a runbook address", async () => {
        const own = { runbookUrl, alarmEmails: '["on-call@example.com"]' };
        const config = { ...projectKeys(own), "aws:allowedAccountIds": '["111122223333"]' };

        const { warnings } = await wholeProgram({ stack: "prod", config });

        assert.deepEqual(warnings, []);
    });

    it("name the log format that Lambda lacks in GovCloud", async () => {
        const { warnings } = await wholeProgram({ stack: "dev", config: { "aws:region": "us-gov-west-1" } });

        assert.deepEqual(warnings, [
            "aws:region: us-gov-west-1: AWS says that Lambda has no JSON log format there, which both functions " +
                "are made with; see docs/regions.md",
        ]);
    });

    it("list the resources that destroy retains in a decommissioned stack", async () => {
        const { warnings } = await wholeProgram(decommissionedProd);

        assert.equal(warnings.length, 1);
        assert.match(warnings.join(), /^decommission: nothing is protected any more; destroy will leave /);
    });
});
