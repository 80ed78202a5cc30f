import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { loadSettings } from "../../settings";
import { stackValues } from "./stackFiles";

const project = "experimentation-database";

/** What Pulumi hands to a program: full keys, those of the provider and of Pulumi too. */
async function configure(stack: string, changes: Record<string, string> = {}): Promise<void> {
    const mocks = { newResource: () => ({ id: "", state: {} }), call: () => ({}) };
    await pulumi.runtime.setMocks(mocks, project, stack);
    const named = new Map(
        Object.entries(stackValues(stack, changes)).map(([key, value]) => [
            key.startsWith("aws:") ? key : `${project}:${key}`,
            value,
        ]),
    );
    pulumi.runtime.setAllConfig({
        ...Object.fromEntries(named),
        "pulumi:disable-default-providers": '["aws"]',
        "aws:profile": "own",
    });
}

describe("loadSettings", () => {
    afterEach(() => {
        pulumi.runtime.setAllConfig({});
    });

    it("reads the keys and the region of the current stack", async () => {
        await configure("prod");

        const settings = loadSettings();

        assert.deepEqual(
            [
                settings.stack,
                settings.environment,
                settings.region,
                settings.allowedAccountIds,
                settings.database.instances.length,
            ],
            ["prod", "prod", "us-east-1", ["123456789012"], 2],
        );
    });

    it("throws an error that the CLI prints without a stack trace", async () => {
        await configure("prod", { instances: "1", bakupWindow: "02:00-03:00" });

        assert.throws(loadSettings, (error) => {
            assert.ok(pulumi.RunError.isInstance(error));
            assert.equal(
                error.message,
                [
                    "The configuration of stack prod has 2 mistakes:",
                    "  instances: 1: a production stack needs at least 2; set it to 2 or more",
                    "  bakupWindow: is not a key of this project; remove it, or did you mean backupWindow?",
                ].join("\n"),
            );
            return true;
        });
    });

    it("reports a missing region", async () => {
        await configure("dev");
        pulumi.runtime.setAllConfig(
            Object.fromEntries(Object.entries(pulumi.runtime.allConfig()).filter(([key]) => key !== "aws:region")),
        );

        assert.throws(loadSettings, {
            message:
                "The configuration of stack dev has a mistake:\n" +
                "  aws:region: has no value; set it with pulumi config set aws:region <value>",
        });
    });
});
