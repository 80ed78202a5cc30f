import assert from "node:assert/strict";
import type { ProgramRun } from "../../../offline/runProgram";
import { toRecord } from "../../../offline/toRecord";
import type { Zone } from "../../../offline/zones";
import { one } from "../../program/resources";
import { runPart } from "../part";
import { createNetwork } from "./createNetwork";

const zone = (name: string): Zone => ({ name: `us-east-1${name}`, optInStatus: "opt-in-not-required" });

/** An account that has opted into the Local Zone in Atlanta, which comes first in the list of its zones. */
const optedIn: readonly Zone[] = [
    { name: "us-east-1-atl-1a", optInStatus: "opted-in" },
    ...["a", "b", "c", "d"].map(zone),
];

async function zonesOf(changes: Readonly<Record<string, string>>, zones: readonly Zone[] = optedIn): Promise<unknown> {
    const run = await runPart(createNetwork, { changes, zones });
    return { names: one(run, "Vpc").inputs.availabilityZoneNames, database: databaseZones(run) };
}

function databaseZones({ outputs }: ProgramRun): unknown {
    return toRecord(outputs.subnets).databaseZones;
}

describe("the zones of a new network", () => {
    it("are the region's first ones that need no opt-in", async () => {
        const two = await zonesOf({});
        const three = await zonesOf({ zones: "3" });

        const first = ["us-east-1a", "us-east-1b"];
        assert.deepEqual(two, { names: first, database: first });
        assert.deepEqual(three, { names: [...first, "us-east-1c"], database: [...first, "us-east-1c"] });
    });

    it("are the configured ones, in their order", async () => {
        const named = await zonesOf({ zoneNames: '["us-east-1d","us-east-1a"]' });

        assert.deepEqual(named, { names: ["us-east-1d", "us-east-1a"], database: ["us-east-1d", "us-east-1a"] });
    });

    it("are refused if the region lacks one of them", async () => {
        const named = zonesOf({ zoneNames: '["us-east-1a","us-east-1x"]' });

        await assert.rejects(named, {
            name: "Error",
            message:
                "zoneNames: us-east-1x: is not an availability zone of the region; " +
                "use some of us-east-1a, us-east-1b, us-east-1c, us-east-1d",
        });
    });

    it("are refused if the region has too few", async () => {
        const three = zonesOf({ zones: "3" }, ["a", "b"].map(zone));

        await assert.rejects(three, {
            message: "zones: 3: the account has 2 in the region (us-east-1a, us-east-1b); set it to 2",
        });
    });

    it("are refused in a region with one zone", async () => {
        const two = zonesOf({}, [zone("a")]);

        await assert.rejects(two, {
            message: "zones: 2: the account has 1 in the region (us-east-1a); choose another region",
        });
    });
});
