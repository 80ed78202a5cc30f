import assert from "node:assert/strict";
import { parseSettings } from "../../settings/parse";
import { stackValues } from "./stackFiles";

describe("parseSettings", () => {
    it("freezes the settings and every object in them", () => {
        const settings = parseSettings(stackValues("dev"), "dev");

        const { tags, network, database, monitoring } = settings;
        const parts = [
            settings,
            tags,
            network,
            database.insights,
            database.connectionLimits,
            monitoring?.thresholds,
            monitoring?.urls,
        ];
        assert.deepEqual(
            parts.map((part) => part !== undefined && Object.isFrozen(part)),
            [true, true, true, true, true, true, true],
        );
        assert.ok(settings.network.kind === "new" && Object.isFrozen(settings.network.clientCidrs));
    });

    it("derives names from the environment, which need not be the stack's name", () => {
        const settings = parseSettings(stackValues("prod", { environment: "prod" }), "prod-eu");

        assert.deepEqual(
            [
                settings.stack,
                settings.environment,
                settings.production,
                settings.database.identifier,
                settings.database.parameterPath,
            ],
            ["prod-eu", "prod", true, "experimentation-prod", "/experimentation/prod/database/"],
        );
    });

    it("refuses a stack whose name is no environment and whose configuration names none", () => {
        const values = stackValues("dev");

        assert.throws(() => parseSettings(values, "live"), {
            message:
                "The configuration of stack live has a mistake:\n  environment: (empty): the environment would be " +
                "live, which is none of dev, staging, prod; set it to the one that this stack is",
        });
    });

    it("accepts another identifier, another path and other tags", () => {
        const settings = parseSettings(
            stackValues("dev", { identifier: "ab-2", parameterPath: "/team/x/", owner: "Team A", costCentre: "4711" }),
            "dev",
        );

        assert.deepEqual([settings.database.identifier, settings.database.parameterPath], ["ab-2", "/team/x/"]);
        assert.deepEqual(settings.tags, {
            environment: "dev",
            owner: "Team A",
            "cost-centre": "4711",
            "managed-by": "pulumi",
        });
    });
});
