import assert from "node:assert/strict";
import { declarationFile } from "../../handlers/rotation/databases/declaration";
import { toRecord } from "../../offline/toRecord";
import { artifactOf } from "../../tools/local/platform/functions";
import { importHandler } from "../harness/importText";
import { labels, ofKind, one } from "./resources";
import { declaringProd, wholeProgram } from "./runs";

/** The example as the function gets it. */
const declaration = {
    roles: [
        { name: "analysts", login: false, connectionLimit: -1, memberOf: [] },
        { name: "jane", login: true, connectionLimit: 5, memberOf: ["analysts", "rds_iam"] },
        { name: "marts_owner", login: false, connectionLimit: -1, memberOf: [] },
    ],
    databases: [
        {
            name: "reports",
            owner: "marts_owner",
            extensions: ["citext"],
            schemas: ["marts"],
            grants: [{ to: "analysts", schema: "marts", tables: ["select"] }],
        },
    ],
};

describe("declared databases in a stack", () => {
    it("are applied by one invocation of the rotation function, which a change of the declaration repeats", async () => {
        const run = await wholeProgram(declaringProd);

        const { inputs } = one(run, "Invocation");

        const { triggers, ...others } = inputs;
        const { declaration: text, cluster } = toRecord(triggers);
        assert.deepEqual(others, {
            functionName: "experimentation-prod-rotation",
            input: '{"action":"applyDatabases"}',
        });
        assert.deepEqual(JSON.parse(String(text)), declaration);
        assert.match(String(cluster), /^cluster-/);
    });

    it("are applied after everything that the rotation function needs", async () => {
        const run = await wholeProgram(declaringProd);

        const waits = labels(run, one(run, "Invocation").dependsOn);

        const needed = ["Function database-rotation", "ClusterInstance database-0", "SecretVersion database-migration"];
        assert.deepEqual(
            needed.filter((label) => !waits.includes(label)),
            [],
        );
    });

    it("reach the function as a file beside its code, which a stack without them does not have", async () => {
        const artifact = async (options: typeof declaringProd) =>
            await artifactOf(one(await wholeProgram(options), "Function", "database-rotation"));

        const without = await artifact({ stack: "prod" });
        const withDatabases = await artifact(declaringProd);

        assert.equal(without.otherFiles[declarationFile], undefined);
        assert.deepEqual(JSON.parse(withDatabases.otherFiles[declarationFile] ?? ""), declaration);
        assert.doesNotMatch(without.text, /applyDatabases/);
        assert.ok(withDatabases.bytes < without.bytes + 25_000, `${withDatabases.bytes} bytes`);
        await assert.doesNotReject(importHandler(withDatabases.text));
    });

    it("are not there by default: no invocation, and no difference of the function", async () => {
        const run = await wholeProgram({ stack: "prod" });

        assert.deepEqual(ofKind(run, "Invocation"), []);
    });
});
