import assert from "node:assert/strict";
import { clusterOf } from "./clusterOf";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { summary } from "./harness/outcome";

const buckets = {
    exportBucketArns: ["arn:aws:s3:::warehouse/experiments"],
    importBucketArns: ["arn:aws:s3:::partners"],
};

/** Each test continues from the previous one. */
describe("buckets on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;

    before(async () => {
        engine = await Engine.start();
        stack = await engine.stack("dev", { quick: true });
        stack.configure({ monitoring: false });
        assert.deepEqual((await stack.up()).errors, []);
    });

    after(() => {
        engine.close();
    });

    it("are added to a running stack in place, each role with its policy before RDS gets it", async () => {
        stack.configure(buckets);
        const up = await stack.up();

        const state = stack.state();
        assert.deepEqual([up.errors, up.warnings], [[], []]);
        assert.deepEqual(summary(up.changes), [
            "create ClusterRoleAssociation database-s3-export",
            "create ClusterRoleAssociation database-s3-import",
            "create Role database-s3-export",
            "create Role database-s3-import",
            "create RolePolicy database-s3-export",
            "create RolePolicy database-s3-import",
            "create SecurityGroupEgressRule database-s3-egress",
            "create VpcEndpoint network-s3",
            "update Function access (environment)",
            "update Function database-rotation (environment)",
            "update NetworkAcl network-database (egress, ingress)",
        ]);
        for (const name of ["database-s3-export", "database-s3-import"]) {
            assert.ok(state.waitsFor(state.find("ClusterRoleAssociation", name)).has(`RolePolicy ${name}`));
        }
        const tables = ["network-database-1", "network-database-2"].map((name) => state.find("RouteTable", name).id);
        assert.deepEqual(state.find("VpcEndpoint", "network-s3").inputs.routeTableIds, tables);
    });

    it("are no difference in a refresh, although the cluster then reports its roles", async () => {
        const refresh = await stack.refresh();
        const preview = await stack.preview();

        const roles = ["export", "import"].map((kind) => stack.state().find("Role", `database-s3-${kind}`).outputs.arn);
        assert.deepEqual([refresh.errors, preview.errors, summary(preview.changes)], [[], [], []]);
        assert.deepEqual(stack.state().find("Cluster", "database").outputs.iamRoles, roles);
    });

    it("change in place, in the role's policy and in the endpoint's", async () => {
        stack.configure({ exportBucketArns: ["arn:aws:s3:::warehouse/experiments", "arn:aws:s3:::archive"] });

        const up = await stack.up();

        assert.deepEqual(up.errors, []);
        assert.deepEqual(summary(up.changes), [
            "update RolePolicy database-s3-export (policy)",
            "update VpcEndpoint network-s3 (policy)",
        ]);
    });

    it("are removed without a trace", async () => {
        stack.configure({ exportBucketArns: undefined, importBucketArns: undefined });

        const up = await stack.up();
        const preview = await stack.preview();

        const left = stack.state().resources.filter(({ name }) => name.includes("s3"));
        assert.deepEqual([up.errors, summary(preview.changes), left], [[], [], []]);
        assert.deepEqual(engine.account.read(clusterOf(engine), clusterOf(engine).id)?.state.iamRoles, []);
    });

    it("of a decommissioned stack are destroyed with it", async () => {
        stack.configure({ ...buckets, decommission: "dev" });
        const up = await stack.up();

        const destroy = await stack.destroy();

        assert.deepEqual([up.errors, destroy.errors, stack.state().resources], [[], [], []]);
    });
});
