import assert from "node:assert/strict";
import { ConfigurationError } from "../../settings/configReader";
import { parseSettings } from "../../settings/parse";
import { stackValues } from "./stackFiles";

/** The lines of the message for a stack's values with some of them changed. */
function mistakes(changes: Record<string, string>, stack = "staging"): string[] {
    try {
        parseSettings(stackValues(stack, changes), stack);
        return [];
    } catch (error) {
        assert.ok(error instanceof ConfigurationError, String(error));
        return error.message.split("\n  ").slice(1);
    }
}

describe("the message about a wrong configuration", () => {
    it("lists all mistakes at once, also those of rules between keys, in a fixed order", () => {
        const values = stackValues("prod", {
            zones: "four",
            instances: "1",
            instnces: "3",
            deletionProtection: "false",
            backupWindow: "04:30-05:30",
        });

        assert.throws(() => parseSettings(values, "prod"), {
            name: "ConfigurationError",
            message: [
                "The configuration of stack prod has 5 mistakes:",
                "  zones: four: must be a whole number from 2 to 3",
                "  maintenanceWindow: sun:04:00-sun:05:00: overlaps the daily backupWindow 04:30-05:30; move one of them",
                "  deletionProtection: false: a production stack needs deletion protection; set it to true",
                "  instances: 1: a production stack needs at least 2; set it to 2 or more",
                "  instnces: is not a key of this project; remove it, or did you mean instances?",
            ].join("\n"),
        });
    });

    it('says "a mistake" if there is only one', () => {
        const values = stackValues("dev", { port: "80" });

        assert.throws(() => parseSettings(values, "dev"), {
            message:
                "The configuration of stack dev has a mistake:\n" +
                "  port: 80: must be a whole number from 1150 to 65535",
        });
    });

    it("applies no rule to a value that is wrong already", () => {
        const lines = mistakes({
            instanceClass: "db.t3.huge",
            tuning: "optimized",
            applicationConnectionLimit: "5000",
        });

        assert.deepEqual(lines, [
            "instanceClass: db.t3.huge: is not a class of Aurora PostgreSQL that this project knows; " +
                "use db.serverless or one of settings/capacity/instanceClasses.ts (did you mean db.t3.large?)",
        ]);
    });

    it("suggests the word that a mistyped value is near, and none for another word", () => {
        const values = {
            natGateways: "singel",
            insightsMode: "basic",
            instanceClass: "db.t3.medum",
            environment: "stagin",
        };

        const lines = mistakes(values);

        assert.deepEqual(lines, [
            "environment: stagin: the environment would be stagin, which is none of dev, staging, prod; " +
                "set it to the one that this stack is (did you mean staging?)",
            "natGateways: singel: must be none, single or onePerZone (did you mean single?)",
            "instanceClass: db.t3.medum: is not a class of Aurora PostgreSQL that this project knows; " +
                "use db.serverless or one of settings/capacity/instanceClasses.ts (did you mean db.t3.medium?)",
            "insightsMode: basic: must be standard or advanced",
        ]);
    });

    it("refuses a mistyped namespace, and a key that the AWS provider does not have", () => {
        const lines = mistakes({
            "experimentation-databse:owner": "x",
            "experimentation:instnces": "2",
            "aws:regoin": "us-east-1",
            "aws:acount": "1",
            "asw:region": "us-east-1",
            "datadog:apiKey": "x",
        });

        assert.deepEqual(lines, [
            "asw:region: is not a key of this project; remove it, or did you mean aws:region?",
            "aws:acount: is not a key of the AWS provider; remove it",
            "aws:regoin: is not a key of the AWS provider; remove it, or did you mean aws:region?",
            "datadog:apiKey: is not a key of this project; remove it",
            "experimentation-databse:owner: is not a key of this project; remove it, or did you mean owner?",
            "experimentation:instnces: is not a key of this project; remove it, or did you mean instances?",
        ]);
    });

    it("names a key that has no value, and how to set it", () => {
        const { zones, ...values } = stackValues("dev");

        assert.equal(zones, "2");
        assert.throws(() => parseSettings(values, "dev"), {
            message:
                "The configuration of stack dev has a mistake:\n" +
                "  zones: has no value; set it with pulumi config set zones <value>",
        });
    });

    it("shortens a long value and keeps it on one line", () => {
        const lines = mistakes({ endpoints: `a\nb${"c".repeat(200)}` });

        assert.deepEqual(lines, [`endpoints: a b${"c".repeat(97)}...: must be create, existing or none`]);
    });

    it("does not repeat the value of an unknown key, which may be a secret", () => {
        const lines = mistakes({ masterPassword: "hunter2" });

        assert.deepEqual(lines, ["masterPassword: is not a key of this project; remove it"]);
    });

    it("refuses the names of an object's members like any other unknown key", () => {
        const names = ["toString", "constructor", "__proto__", "hasOwnProperty"];
        const unknown = new Map(names.map((name) => [name, "x"]));
        const values = Object.fromEntries([...Object.entries(stackValues("dev")), ...unknown]);

        assert.throws(() => parseSettings(values, "dev"), {
            message: [
                "The configuration of stack dev has 4 mistakes:",
                "  __proto__: is not a key of this project; remove it",
                "  constructor: is not a key of this project; remove it",
                "  hasOwnProperty: is not a key of this project; remove it",
                "  toString: is not a key of this project; remove it",
            ].join("\n"),
        });
    });

    it("reports a missing key even if the object's prototype has it", () => {
        const { owner, ...values } = stackValues("dev");
        const inheriting: Record<string, string> = { ...values };
        Object.setPrototypeOf(inheriting, { owner });

        assert.throws(() => parseSettings(inheriting, "dev"), /^ConfigurationError: .*\n {2}owner: has no value/);
    });
});
