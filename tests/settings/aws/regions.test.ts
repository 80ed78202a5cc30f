import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { toRecord } from "../../../offline/toRecord";
import { partitionOf, partitions } from "../../../settings/aws/regions";

/** AWS's own list, as the version of the SDK has it that the functions are built with. */
function sdkPartitions(): { readonly id: string; readonly dnsSuffix: string; readonly regions: string[] }[] {
    const core = dirname(require.resolve("@aws-sdk/core/package.json"));
    const file = join(core, "dist-es/submodules/client/util-endpoints/lib/aws/partitions.js");
    const [, json = ""] = /^export const partitionsInfo = ([^]*);\s*$/.exec(readFileSync(file, "utf8")) ?? [];
    const { partitions: all } = toRecord(JSON.parse(json));
    return (Array.isArray(all) ? all : []).map(toRecord).map(({ id, outputs, regions }) => ({
        id: String(id),
        dnsSuffix: String(toRecord(outputs).dnsSuffix),
        regions: Object.keys(toRecord(regions)).filter((region) => !region.endsWith("-global")),
    }));
}

const byId = (one: { readonly id: string }, other: { readonly id: string }) => (one.id < other.id ? -1 : 1);

describe("the regions", () => {
    it("are those of the AWS SDK, with the same partitions and host names", () => {
        const own = partitions.map(({ id, dnsSuffix, regions }) => ({ id, dnsSuffix, regions }));

        assert.deepEqual(own.sort(byId), sdkPartitions().sort(byId));
    });

    it("are in one partition each; unknown regions are in none", () => {
        const ids = ["us-east-1", "us-gov-west-1", "cn-north-1", "us-iso-east-1"].map(
            (region) => partitionOf(region).id,
        );

        assert.deepEqual(ids, ["aws", "aws-us-gov", "aws-cn", "aws-iso"]);
        assert.throws(() => partitionOf("us-east-99"), /^Error: us-east-99: was not an AWS region/);
    });
});
