import assert from "node:assert/strict";
import { kindOf, labels, labelsWith, ofKind, one } from "./resources";
import { stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    describe(`the options of the resources of ${stack}`, () => {
        it("replace by deleting first only where a second one cannot exist", async () => {
            const run = await wholeProgram({ stack });

            const names = labelsWith(run, (resource) => resource.deleteBeforeReplace);

            assert.deepEqual(names, [
                "Cluster database",
                "SecretRotation database-application",
                "SecretRotation database-migration",
                "SecretRotation database-reader",
            ]);
        });

        it("rotate the secrets again when the cluster is replaced, because the new one has no logins", async () => {
            const run = await wholeProgram({ stack });

            const { urn } = one(run, "Cluster");

            for (const rotation of ofKind(run, "SecretRotation")) {
                assert.deepEqual(rotation.replaceWith, [urn]);
            }
        });

        it("ignore only what counts at creation, and the changes that a rotation and an added zone make", async () => {
            const run = await wholeProgram({ stack });

            const ignoring = run.resources.filter(({ ignoreChanges }) => ignoreChanges.length > 0);

            const kinds = new Map(ignoring.map((resource) => [kindOf(resource), resource.ignoreChanges]));
            assert.deepEqual(Object.fromEntries(kinds), {
                Cluster: ["snapshotIdentifier", "restoreToPointInTime", "engineLifecycleSupport"],
                ClusterInstance: ["availabilityZone"],
                SecretVersion: ["secretString", "versionStages"],
            });
            assert.equal(ignoring.length, 4 + ofKind(run, "ClusterInstance").length);
        });

        it("create the log groups before the cluster, and the writer before the readers", async () => {
            const run = await wholeProgram({ stack });

            const clusterWaitsFor = labels(run, one(run, "Cluster").dependsOn);
            const [writer = [], ...readers] = ofKind(run, "ClusterInstance").map((each) => labels(run, each.dependsOn));

            assert.ok(clusterWaitsFor.includes("LogGroup database-postgresql"));
            assert.ok(clusterWaitsFor.includes("LogGroup database-iam-db-auth-error"));
            assert.ok(writer.includes("RolePolicyAttachment database-monitoring"));
            assert.ok(!writer.some((label) => label.startsWith("ClusterInstance")));
            for (const reader of readers) {
                assert.ok(reader.includes("ClusterInstance database-0"));
            }
            assert.equal(readers.length, stack === "dev" ? 0 : 1);
        });

        it("create a function after its role's policy and its log group", async () => {
            const run = await wholeProgram({ stack });

            const missing = ["access", "database-rotation"].flatMap((name) => {
                const waitsFor = labels(run, one(run, "Function", name).dependsOn);
                return [`RolePolicy ${name}-policy`, `LogGroup ${name}-logs`].filter(
                    (each) => !waitsFor.includes(each),
                );
            });

            assert.deepEqual(missing, []);
        });

        it("start the first rotation only after everything that it needs", async () => {
            const run = await wholeProgram({ stack });

            const waits = ofKind(run, "SecretRotation").map((rotation) => labels(run, rotation.dependsOn));

            const needed = [
                "ClusterInstance database-0",
                "Function database-rotation",
                "LogGroup database-rotation-logs",
                "NetworkAcl network-database",
                "Permission database-application-rotation",
                "Permission database-migration-rotation",
                "Permission database-reader-rotation",
                "RolePolicy database-rotation-policy",
                "SecretVersion database-application",
                "SecretVersion database-migration",
                "SecretVersion database-reader",
                "SecurityGroupEgressRule database-rotation-database-egress",
                "SecurityGroupEgressRule database-rotation-endpoints-egress",
                "SecurityGroupIngressRule database-rotation-database-ingress",
                "SecurityGroupIngressRule database-rotation-endpoints-ingress",
                "Vpc network",
                "VpcEndpoint network-secretsmanager",
                "VpcEndpoint network-ssm",
            ];
            assert.equal(waits.length, 3);
            for (const wait of waits) {
                assert.deepEqual(
                    needed.filter((label) => !wait.includes(label)),
                    [],
                );
            }
        });
    });
}
