import assert from "node:assert/strict";
import { one } from "./resources";
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

    it("name an own work_mem that all connections together could not have", async () => {
        const config = (workMem: string) => projectKeys({ parameters: JSON.stringify({ work_mem: workMem }) });

        const fits = await wholeProgram({ stack: "dev", config: config("6000") });
        const exceeds = await wholeProgram({ stack: "dev", config: config("65536") });

        assert.deepEqual(fits.warnings, []);
        assert.deepEqual(exceeds.warnings, [
            "parameters: work_mem 65536: 210 connections may use 14 GiB, and the smallest instance has 4, of which two thirds " +
                "are shared buffers; lower it, or the connection limits",
        ]);
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

    it("name a range of capacity that is small for production", async () => {
        const config = projectKeys({ instanceClass: "db.serverless", minCapacity: "1", maxCapacity: "8" });

        const { warnings } = await wholeProgram({ stack: "prod", config });

        assert.match(warnings.join("\n"), /^minCapacity: 1: AWS recommends 2 or more/m);
    });

    it("name the extra security groups of a production cluster, which it has besides its own", async () => {
        const config = projectKeys({ extraSecurityGroupIds: '["sg-0123456789abcdef0"]' });

        const run = await wholeProgram({ stack: "prod", config });

        const groups: unknown = one(run, "Cluster").inputs.vpcSecurityGroupIds;
        assert.match(
            run.warnings.join("\n"),
            /^extraSecurityGroupIds: sg-0123456789abcdef0 admit whom their owners choose; /m,
        );
        assert.deepEqual(Array.isArray(groups) && groups.slice(1), ["sg-0123456789abcdef0"]);
    });

    const pins: [pinned: string, running: Record<string, { engineVersion: string }>, warnings: string[]][] = [
        ["15.17", {}, []],
        ["15.17", { "experimentation-dev": { engineVersion: "15.17" } }, []],
        ["15.17", { "experimentation-dev": { engineVersion: "15.15" } }, []],
        [
            "15.8",
            { "experimentation-dev": { engineVersion: "15.17" } },
            [
                "engineVersion: 15.8 is pinned, but RDS has upgraded experimentation-dev to 15.17 and cannot downgrade it; " +
                    "set it to 15.17",
            ],
        ],
    ];
    for (const [engineVersion, clusters, expected] of pins) {
        it(`name a pinned ${engineVersion} if it is older than the running version: ${JSON.stringify(clusters)}`, async () => {
            const config = projectKeys({ engineVersion, minorVersions: "pinned" });

            const { warnings } = await wholeProgram({ stack: "dev", config, clusters });

            assert.deepEqual(warnings, expected);
        });
    }

    it("do not appear if RDS chooses the minor version", async () => {
        const { warnings } = await wholeProgram({
            stack: "dev",
            clusters: { "experimentation-dev": { engineVersion: "16.13" } },
        });

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
