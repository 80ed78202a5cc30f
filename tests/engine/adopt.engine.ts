import assert from "node:assert/strict";
import { changesOf, documentedChanges, headers, inOrder, takeOver } from "./adoptionList";
import { Engine } from "./harness/engine";
import type { EngineStack } from "./harness/engineStack";
import { failOnce } from "./harness/faults";
import { summary } from "./harness/outcome";
import { programOf } from "./harness/program";

describe("a cluster that exists already, on the real engine", () => {
    let engine: Engine;
    let stack: EngineStack;
    let imports: Record<string, string>;
    let foreign: readonly string[];

    before(async () => {
        engine = await Engine.start();
        const owner = await engine.stack("shared", {
            project: "networks",
            quick: true,
            program: programOf("tests/engine/programs/sharedNetwork.ts"),
        });
        assert.deepEqual((await owner.up()).errors, []);
        const { vpcId, databaseSubnetIds } = await owner.outputs();
        const { account } = engine;
        const key = account.add("aws:kms/key:Key", "shop", { description: "shop", deletionWindowInDays: 7 });
        const group = account.add("aws:rds/subnetGroup:SubnetGroup", "shop", {
            name: "shop_subnets",
            description: "Managed by Terraform",
            subnetIds: databaseSubnetIds,
        });
        const parameters = account.add("aws:rds/clusterParameterGroup:ClusterParameterGroup", "shop", {
            name: "shop",
            family: "aurora-postgresql15",
            description: "Managed by Terraform",
        });
        const clients = account.add("aws:ec2/securityGroup:SecurityGroup", "shop", { name: "shop", vpcId });
        const cluster = account.add("aws:rds/cluster:Cluster", "shop", {
            clusterIdentifier: "shop",
            engine: "aurora-postgresql",
            engineVersion: "15",
            databaseName: "shop",
            masterUsername: "shopmaster",
            storageEncrypted: true,
            kmsKeyId: key.state.arn,
            masterUserSecretKmsKeyId: key.state.arn,
            dbSubnetGroupName: "shop_subnets",
            dbClusterParameterGroupName: "shop",
            vpcSecurityGroupIds: [clients.id],
            port: 5432,
            backupRetentionPeriod: 1,
            preferredBackupWindow: "01:00-02:00",
            preferredMaintenanceWindow: "mon:03:00-mon:04:00",
            tags: { team: "shop" },
        });
        const instance = account.add("aws:rds/clusterInstance:ClusterInstance", "shop", {
            identifier: "shop-0",
            clusterIdentifier: "shop",
            engine: "aurora-postgresql",
            instanceClass: "db.r5.large",
            availabilityZone: "us-east-1b",
        });
        foreign = [key, group, parameters, clients, cluster, instance].map(({ type, id }) => `${type} ${id}`);
        imports = { "Cluster::database": "shop" };
        stack = await engine.stack("dev", { quick: true });
        stack.configure({
            identifier: "shop",
            monitoring: false,
            networkStack: "organization/networks/shared",
            imports,
        });
        engine.account.operations.length = 0;
    });

    after(() => {
        engine.close();
    });

    it("is refused with everything in which it differs, before anything is changed", async () => {
        const preview = await stack.preview();

        const lines = preview.errors.join("\n").split("\n");
        const said = (start: string) => lines.some((line) => line.trim().startsWith(start));
        assert.ok(said("imports: shop cannot be taken over as it is:"), preview.errors.join("\n"));
        assert.ok(said("databaseName is shop; set databaseName to shop"));
        assert.ok(said("masterUsername is shopmaster; set masterUsername to shopmaster"));
        assert.ok(said("its key is arn:aws:kms:"));
        assert.ok(said("its subnet group is shop_subnets; add SubnetGroup::database-"));
        assert.ok(said("its instances have the program's names; add ClusterInstance::database-0: shop-0 to imports"));
        assert.deepEqual(engine.account.operations, []);
    });

    it("names the logical names to import, once the database and the master are configured", async () => {
        stack.configure({ databaseName: "shop", masterUsername: "shopmaster" });

        const preview = await stack.preview();

        for (const [, end = "", id = ""] of preview.errors.join("\n").matchAll(/add (\w+::\S+): (\S+) to imports/g)) {
            imports[end] = id;
        }
        assert.deepEqual(
            Object.keys(imports)
                .sort()
                .map((end) => end.replace(/-\w{6}$/, "-…")),
            ["Cluster::database", "ClusterInstance::database-0", "Key::database", "SubnetGroup::database-…"],
        );
    });

    it("is refused under an id that AWS does not have", async () => {
        stack.configure({
            imports: { ...imports, "ClusterInstance::database-0": "shop-0", "Alias::database": "alias/none" },
        });

        const preview = await stack.preview();

        assert.match(preview.errors.join("\n"), /resource 'alias\/none' does not exist/);
        assert.deepEqual(engine.account.operations, []);
    });

    it("is shown in the preview with every change and its values, and with the clients that it loses", async () => {
        stack.configure({ imports });

        const preview = await stack.preview({ diff: true });

        assert.deepEqual(preview.errors, []);
        assert.match(preview.warnings.join("\n"), /^imports: shop loses its security groups sg-\w+, and clients/);
        assert.deepEqual(
            summary(preview.changes).filter((line) => !line.startsWith("create ")),
            takeOver,
        );
        assert.deepEqual(engine.account.operations, []);
        const [lines, documented] = [changesOf(preview.printed), documentedChanges()];
        const updates = [
            "~ aws:kms/key:Key: (update) 🔒",
            "~ aws:rds/subnetGroup:SubnetGroup: (update)",
            "~ aws:rds/cluster:Cluster: (update) 🔒",
            "~ aws:rds/clusterInstance:ClusterInstance: (update)",
        ];
        assert.deepEqual([headers(lines), headers(documented)], [updates, updates]);
        assert.deepEqual(inOrder(documented, lines), documented);
    });

    it("is taken over without a replacement and keeps its clients, even if the up fails half-way", async () => {
        const clients = foreign.find((each) => each.startsWith("aws:ec2/"))?.split(" ")[1] ?? "";
        stack.configure({ extraSecurityGroupIds: [clients] });
        failOnce(engine.account, ["update aws:rds/cluster:Cluster database"]);

        const interrupted = await stack.up();
        const up = await stack.up();

        const kept = engine.account.all.map(({ type, id }) => `${type} ${id}`);
        const changes = [...interrupted.changes, ...up.changes];
        assert.match(interrupted.errors.join("\n"), /ServiceUnavailable: the test makes this update fail/);
        assert.deepEqual([up.errors, up.warnings], [[], []]);
        assert.deepEqual(
            [...new Set(summary(changes).map((line) => line.replace(/ .*/, "")))],
            ["create", "import", "update"],
        );
        assert.deepEqual(
            foreign.filter((each) => !kept.includes(each)),
            [],
        );
        assert.equal(stack.state().find("Cluster", "database").id, "shop");
    });

    it("has no difference afterwards", async () => {
        const refresh = await stack.refresh();
        const preview = await stack.preview();

        assert.deepEqual([refresh.errors, preview.errors, preview.warnings], [[], [], []]);
        assert.deepEqual(summary(preview.changes), []);
    });

    it("is refused under another database name, which would replace it", async () => {
        stack.configure({ databaseName: "other" });

        const preview = await stack.preview();
        stack.configure({ databaseName: "shop" });

        assert.match(
            preview.errors.join("\n"),
            /unable to replace resource ".*:Cluster::database"\nas it is currently marked/,
        );
    });
});
