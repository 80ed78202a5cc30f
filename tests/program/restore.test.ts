import assert from "node:assert/strict";
import { projectKeys, wholeProgram } from "./runs";

describe("a stack whose data comes from another cluster", () => {
    const config = projectKeys({ restoreCluster: "shop", restoreTime: "latest" });

    it("is refused before anything is registered if the source does not exist", async () => {
        const run = wholeProgram({ stack: "dev", config, clusters: {} });

        await assert.rejects(run, /restoreCluster: shop: the account has no such cluster in the region; /);
    });

    it("offline has an example as its source, and no warning", async () => {
        const { warnings } = await wholeProgram({ stack: "dev", config });

        assert.deepEqual(warnings, []);
    });
});
