import assert from "node:assert/strict";
import { ofKind, one } from "./resources";
import { projectKeys, wholeProgram } from "./runs";

const imports = (ids: Readonly<Record<string, string>>) => projectKeys({ imports: JSON.stringify(ids) });

describe("imports of resources that exist", () => {
    it("leave what only the creation of a cluster takes, and no argument of another resource", async () => {
        const config = imports({
            "Cluster::database": "experimentation-dev",
            "ClusterInstance::database-0": "experimentation-dev-0",
        });

        const run = await wholeProgram({ stack: "dev", config });
        const usual = await wholeProgram({ stack: "dev" });

        assert.deepEqual(one(run, "Cluster").ignoreChanges, [
            ...one(usual, "Cluster").ignoreChanges,
            "manageMasterUserPassword",
            "masterUserSecretKmsKeyId",
        ]);
        assert.deepEqual(
            ofKind(run, "ClusterInstance").map(({ ignoreChanges }) => ignoreChanges),
            ofKind(usual, "ClusterInstance").map(({ ignoreChanges }) => ignoreChanges),
        );
        assert.deepEqual(one(run, "Cluster").inputs, one(usual, "Cluster").inputs);
    });

    const urn = "use the end of a resource's URN, as npx pulumi preview --diff prints it";
    const unknown: readonly (readonly [end: string, choice: string])[] = [
        ["Key::databases", "only Key::database"],
        ["ClusterInstance::database-7", "only ClusterInstance::database-0"],
        ["Bucket::database", "no Bucket"],
        ["Vpc::network", "no Vpc"],
        ["Subnet::network-database-1", "no Subnet"],
    ];
    for (const [end, choice] of unknown) {
        it(`end the preview at ${end}, of which the program has ${choice}`, async () => {
            const run = wholeProgram({
                stack: "dev",
                config: imports({ [end]: "experimentation-dev-7" }),
                preview: true,
            });

            await assert.rejects(run, (error) => {
                assert.ok(error instanceof Error);
                return error.message === `imports: ${end}: the program has ${choice}; ${urn}`;
            });
        });
    }
});
