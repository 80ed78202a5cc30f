import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { loadProgram, runProgram } from "../../offline/runProgram";
import { projectKeys } from "./runs";

const cases: [stack: string, changes: Record<string, string>, lines: string[]][] = [
    [
        "prod",
        { instances: "1", deletionProtection: "false", backupRetentionDays: "6" },
        [
            "The configuration of stack prod has 3 mistakes:",
            "  deletionProtection: false: a production stack needs deletion protection; set it to true",
            "  instances: 1: a production stack needs at least 2; set it to 2 or more",
            "  backupRetentionDays: 6: a production stack needs at least 7; set it to 7 or more",
        ],
    ],
    [
        "dev",
        { instnaces: "2" },
        [
            "The configuration of stack dev has a mistake:",
            "  instnaces: is not a key of this project; remove it, or did you mean instances?",
        ],
    ],
    [
        "staging",
        { decommission: "prod" },
        [
            "The configuration of stack staging has a mistake:",
            "  decommission: prod: is not this stack's name; " +
                "remove it, or set it to staging to lift every protection of the stack's data",
        ],
    ],
];

describe("a bad configuration", () => {
    for (const [stack, changes, lines] of cases) {
        it(`ends the program with one message for ${JSON.stringify(changes)}`, async () => {
            const config = projectKeys(changes);

            const run = runProgram({ stack, config });

            await assert.rejects(run, (error: unknown) => {
                assert.ok(pulumi.RunError.isInstance(error));
                assert.equal(error.message, lines.join("\n"));
                return true;
            });
        });
    }

    it("ends the program before anything is registered", async () => {
        const registered: string[] = [];
        const program = async (): Promise<unknown> => {
            const monitor: unknown = pulumi.runtime.getMonitor();
            assert.ok(typeof monitor === "object" && monitor !== null);
            Reflect.set(monitor, "registerResource", () => registered.push("a resource"));
            return await loadProgram();
        };

        const run = runProgram({ stack: "prod", config: projectKeys({ instances: "1" }), program });

        await assert.rejects(run, /instances: 1: a production stack needs at least 2/);
        assert.deepEqual(registered, []);
    });
});
