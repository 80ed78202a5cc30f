import assert from "node:assert/strict";
import { configuredValues } from "../../settings/configuredValues";

describe("configuredValues", () => {
    it("are the project's keys, the provider's region and accounts, and unknown keys", () => {
        const config = {
            "aws:allowedAccountIds": '["111122223333"]',
            "aws:profile": "own",
            "aws:region": "us-east-1",
            "shop:port": "1",
            "shop:prot": "2",
            "pulumi:tags": "{}",
            "aws:regoin": "x",
            "shopping:port": "3",
        };

        const values = configuredValues(config, "shop");

        assert.deepEqual(values, {
            "aws:allowedAccountIds": '["111122223333"]',
            "aws:region": "us-east-1",
            "aws:regoin": "x",
            "shopping:port": "3",
            port: "1",
            prot: "2",
        });
    });

    it("have an empty list of accounts by default", () => {
        const values = configuredValues({}, "shop");

        assert.deepEqual(values, { "aws:allowedAccountIds": "[]" });
    });
});
