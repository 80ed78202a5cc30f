import assert from "node:assert/strict";
import { isTemplate } from "../../settings/accounts";
import { parseSettings } from "../../settings/parse";
import { stackValues } from "./stackFiles";

/** Each production rule: the value that breaks it, and what is said of it. */
const rules: readonly [key: string, value: string, problem: string][] = [
    ["deletionProtection", "false", "needs deletion protection; set it to true"],
    ["finalSnapshot", "false", "needs a final snapshot; set it to true"],
    ["instances", "1", "needs at least 2; set it to 2 or more"],
    ["multiZone", "false", "needs its instances in several zones; set it to true"],
    ["backupRetentionDays", "6", "needs at least 7; set it to 7 or more"],
    ["monitoringIntervalSeconds", "0", "needs enhanced monitoring; set it to 60 or less"],
    ["monitoring", "false", "needs monitoring; set it to true"],
    ["databaseSubnets", "private", "needs subnets without a route out; set it to isolated"],
    ["accessMode", "readWrite", "allows no writes by its access function; set it to readOnly"],
];

const broken = Object.fromEntries(rules.map(([key, value]) => [key, value]));

describe("the rules of production", () => {
    for (const [key, value, problem] of rules) {
        it(`refuse ${key} ${value}`, () => {
            const values = stackValues("prod", { [key]: value });

            assert.throws(() => parseSettings(values, "prod"), {
                message: `The configuration of stack prod has a mistake:\n  ${key}: ${value}: a production stack ${problem}`,
            });
        });
    }

    it("refuse instances that pause", () => {
        const pausing = { instanceClass: "db.serverless", minCapacity: "0", maxCapacity: "8" };
        const values = stackValues("prod", pausing);

        assert.throws(() => parseSettings(values, "prod"), {
            message:
                "The configuration of stack prod has a mistake:\n" +
                "  minCapacity: 0: a production stack does not pause; set it to 0.5 or more",
        });
    });

    it("refuse the Data API without a reason, and accept it with one", () => {
        const without = stackValues("prod", { dataApi: "true" });
        const justified = stackValues("prod", { dataApi: "true", dataApiReason: "Reports of the analytics team" });

        assert.throws(() => parseSettings(without, "prod"), {
            message:
                "The configuration of stack prod has a mistake:\n" +
                "  dataApiReason: (empty): a production stack gives a reason for the Data API, which is reached without " +
                "the database's network; set it, or dataApi to false",
        });
        assert.doesNotThrow(() => parseSettings(justified, "prod"));
    });

    it("refuse a clone with a last day, and accept one that stays and a restore", () => {
        const clone = stackValues("prod", { cloneCluster: "shop", cloneExpiresOn: "2026-12-24" });
        const staying = stackValues("prod", { cloneCluster: "shop", cloneExpiresOn: "never" });
        const restored = stackValues("prod", { restoreCluster: "shop", restoreTime: "latest" });

        assert.throws(() => parseSettings(clone, "prod"), {
            message:
                "The configuration of stack prod has a mistake:\n" +
                "  cloneExpiresOn: 2026-12-24: a production stack stays, also if it was cloned; set it to never",
        });
        assert.doesNotThrow(() => parseSettings(staying, "prod"));
        assert.doesNotThrow(() => parseSettings(restored, "prod"));
    });

    it("hold in a stack of any name", () => {
        const values = stackValues("prod", { environment: "prod", instances: "1" });

        assert.throws(() => parseSettings(values, "live"), {
            message:
                "The configuration of stack live has a mistake:\n" +
                "  instances: 1: a production stack needs at least 2; set it to 2 or more",
        });
    });

    it("hold in no other environment", () => {
        const values = stackValues("staging", broken);

        assert.doesNotThrow(() => parseSettings(values, "staging"));
    });
});

/** An account of somebody's own. */
const deployed = { "aws:allowedAccountIds": '["111122223333"]' };
const untold =
    "The configuration of stack prod has a mistake:\n" +
    "  alarmEmails: []: a production stack sends its alarms to someone; set alarmEmails, or alarmUrls";

describe("a production stack that names no account", () => {
    it("is refused, and also for lack of recipients of its alarms", () => {
        const values = stackValues("prod", { "aws:allowedAccountIds": "[]" });

        assert.throws(() => parseSettings(values, "prod"), {
            message: [
                "The configuration of stack prod has 2 mistakes:",
                "  aws:allowedAccountIds: []: a production stack names the account that it may use; " +
                    'write aws:allowedAccountIds: ["<its twelve digits>"] into its file, or ["123456789012"], that of ' +
                    "AWS's examples, to look at it offline",
                "  alarmEmails: []: a production stack sends its alarms to someone; set alarmEmails, or alarmUrls",
            ].join("\n"),
        });
    });
});

describe("a production stack with a real account", () => {
    const accounts = ['["111122223333"]', '["123456789012","111122223333"]'];
    for (const allowed of accounts) {
        it(`is refused without recipients of its alarms: ${allowed}`, () => {
            const values = stackValues("prod", { "aws:allowedAccountIds": allowed });

            assert.throws(() => parseSettings(values, "prod"), { message: untold });
        });
    }

    const told: Record<string, string>[] = [
        { alarmEmails: '["on-call@example.com"]' },
        { alarmUrls: '["https://events.example.com/KEY"]' },
    ];
    for (const changes of told) {
        it(`is accepted with ${JSON.stringify(changes)}`, () => {
            const values = stackValues("prod", { ...deployed, ...changes });

            assert.doesNotThrow(() => parseSettings(values, "prod"));
        });
    }

    it("needs neither recipients nor an account once it is decommissioned", () => {
        const values = stackValues("prod", { "aws:allowedAccountIds": "[]", decommission: "prod" });

        assert.doesNotThrow(() => parseSettings(values, "prod"));
    });
});

describe("the shipped production stack", () => {
    it("names the account of AWS's examples, and so needs no recipients yet", () => {
        const settings = parseSettings(stackValues("prod"), "prod");

        assert.deepEqual([settings.allowedAccountIds, isTemplate(settings)], [["123456789012"], true]);
        assert.deepEqual(settings.monitoring?.emails, []);
    });

    it("is no template once another account is named", () => {
        const templates = [["111122223333"], ["123456789012", "111122223333"], []].map((allowedAccountIds) =>
            isTemplate({ allowedAccountIds }),
        );

        assert.deepEqual(templates, [false, false, false]);
    });
});

describe("decommission", () => {
    it("lifts all production rules", () => {
        const values = stackValues("prod", { ...broken, decommission: "prod" });

        assert.doesNotThrow(() => parseSettings(values, "prod"));
    });

    it("lifts no other rule", () => {
        const values = stackValues("prod", { decommission: "prod", backupRetentionDays: "0", secretRecoveryDays: "0" });

        assert.throws(() => parseSettings(values, "prod"), {
            message: [
                "The configuration of stack prod has 2 mistakes:",
                "  backupRetentionDays: 0: must be a whole number from 1 to 35",
                "  secretRecoveryDays: 0: only a dev environment may delete secrets at once; set it to 7 to 30",
            ].join("\n"),
        });
    });

    it("lifts the protection", () => {
        const [before, after] = ["", "prod"].map((decommission) =>
            parseSettings(stackValues("prod", { decommission }), "prod"),
        );

        assert.deepEqual(
            [before?.decommission, before?.database.protect, before?.database.deletionProtection],
            [false, true, true],
        );
        assert.deepEqual(
            [after?.decommission, after?.database.protect, after?.database.deletionProtection],
            [true, false, false],
        );
    });

    it("must be the stack's name, not the environment's", () => {
        const values = stackValues("prod", { environment: "prod", decommission: "prod", instances: "1" });

        assert.throws(() => parseSettings(values, "live"), {
            message: [
                "The configuration of stack live has 2 mistakes:",
                "  decommission: prod: is not this stack's name; remove it, or set it to live to lift every protection " +
                    "of the stack's data",
                "  instances: 1: a production stack needs at least 2; set it to 2 or more",
            ].join("\n"),
        });
    });
});
