import assert from "node:assert/strict";
import type { RegisteredResource } from "../../offline/registeredResource";
import type { ProgramRun, RunOptions } from "../../offline/runProgram";
import { kindOf, labels, ofKind, one, output } from "./resources";
import { changedDev, decommissionedProd, projectKeys, stacks, wholeProgram } from "./runs";

/** The resources for which an option is set, as kind and name. */
function having(run: ProgramRun, option: (resource: RegisteredResource) => boolean): string[] {
    return run.resources
        .filter(option)
        .map((resource) => `${kindOf(resource)} ${resource.name}`)
        .sort();
}

const data = [
    "Cluster database",
    "Key database",
    "Secret database-application",
    "Secret database-migration",
    "Secret database-reader",
];

const logGroups = [
    "access-logs",
    "database-iam-db-auth-error",
    "database-postgresql",
    "database-rotation-logs",
    "flow-logs",
].map((name) => `LogGroup ${name}`);

const instances = ["ClusterInstance database-0", "ClusterInstance database-1"];

describe("protection", () => {
    const cases: [what: string, options: RunOptions, names: string[]][] = [
        ["what holds the data of dev", { stack: "dev" }, data],
        ["what holds the data of staging", { stack: "staging" }, data],
        ["the instances of prod too", { stack: "prod" }, [...data, ...instances].sort()],
        ["no resource of a decommissioned prod", decommissionedProd, []],
    ];
    for (const [what, options, names] of cases) {
        it(`is on ${what}`, async () => {
            const run = await wholeProgram(options);

            const protectedResources = having(run, (resource) => resource.protect);

            assert.deepEqual(protectedResources, names);
        });
    }

    it("by RDS is lifted with Pulumi's, but a final snapshot is still taken and its key retained", async () => {
        const run = await wholeProgram(decommissionedProd);

        const { deletionProtection, skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([deletionProtection, skipFinalSnapshot], [false, false]);
        assert.match(String(finalSnapshotIdentifier), /^experimentation-prod-final-[0-9a-f]{7}$/);
        assert.equal(one(run, "Key").retainOnDelete, true);
    });

    it("is lifted together with the production rules", async () => {
        const run = await wholeProgram(decommissionedProd);

        const { length } = ofKind(run, "ClusterInstance");

        assert.equal(length, 1);
    });
});

describe("what production leaves when it is destroyed", () => {
    const secrets = (run: ProgramRun) =>
        ["migration", "application", "reader"].map((kind) => output(one(run, "Secret", `database-${kind}`), "name"));

    it("are its logs too, decommissioned or not, and it says so", async () => {
        const run = await wholeProgram(decommissionedProd);

        const retained = having(run, (resource) => resource.retainOnDelete);

        assert.deepEqual(retained, ["Key database", ...logGroups]);
        assert.deepEqual(run.outputs.retainedOnDestroy, [
            `final snapshot ${String(one(run, "Cluster").inputs.finalSnapshotIdentifier)}`,
            "log groups /aws/rds/cluster/experimentation-prod/*, /aws/lambda/experimentation-prod-*, " +
                "/aws/vpc/experimentation-prod/*",
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
            `secrets ${secrets(run).join(", ")}, for 30 days`,
        ]);
    });

    it("are the logs with their key where no final snapshot is taken", async () => {
        const config = projectKeys({ decommission: "prod", finalSnapshot: "false", secretRecoveryDays: "7" });

        const run = await wholeProgram({ stack: "prod", config });

        assert.equal(one(run, "Key").retainOnDelete, true);
        assert.deepEqual(run.outputs.retainedOnDestroy, [
            "log groups /aws/rds/cluster/experimentation-prod/*, /aws/lambda/experimentation-prod-*, " +
                "/aws/vpc/experimentation-prod/*",
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
            `secrets ${secrets(run).join(", ")}, for 7 days`,
        ]);
    });

    it("has a name for each of the kept log groups", async () => {
        const run = await wholeProgram({ stack: "prod" });

        const names = ofKind(run, "LogGroup").map(({ inputs }) => String(inputs.name));

        const said =
            /^\/aws\/(rds\/cluster\/experimentation-prod\/|lambda\/experimentation-prod-|vpc\/experimentation-prod\/)/;
        assert.equal(names.length, 5);
        assert.deepEqual(
            names.filter((name) => !said.test(name)),
            [],
        );
    });
});

describe("a stack without a final snapshot", () => {
    it("retains nothing, and says so", async () => {
        const run = await wholeProgram(changedDev);

        const { skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([skipFinalSnapshot, finalSnapshotIdentifier], [true, undefined]);
        assert.deepEqual(
            having(run, (resource) => resource.retainOnDelete),
            [],
        );
        assert.deepEqual(run.outputs.retainedOnDestroy, []);
    });
});

for (const stack of stacks) {
    describe(`the options of the resources of ${stack}`, () => {
        it("retain the key that reads the final snapshot, in production the logs that it reads, and nothing else", async () => {
            const run = await wholeProgram({ stack });

            const names = having(run, (resource) => resource.retainOnDelete);

            assert.deepEqual(names, stack === "prod" ? ["Key database", ...logGroups] : ["Key database"]);
        });

        it("delete before they replace what there can be only one of, and nothing else", async () => {
            const run = await wholeProgram({ stack });

            const names = having(run, (resource) => resource.deleteBeforeReplace);

            assert.deepEqual(names, [
                "Cluster database",
                "SecretRotation database-application",
                "SecretRotation database-migration",
                "SecretRotation database-reader",
            ]);
        });

        it("rotate again whenever the cluster is a new, empty one", async () => {
            const run = await wholeProgram({ stack });

            const { urn } = one(run, "Cluster");

            for (const rotation of ofKind(run, "SecretRotation")) {
                assert.deepEqual(rotation.replaceWith, [urn]);
            }
        });

        it("ignore what the rotation and a further zone change, and nothing else", async () => {
            const run = await wholeProgram({ stack });

            const ignoring = run.resources.filter(({ ignoreChanges }) => ignoreChanges.length > 0);

            const kinds = new Map(ignoring.map((resource) => [kindOf(resource), resource.ignoreChanges]));
            assert.deepEqual(Object.fromEntries(kinds), {
                ClusterInstance: ["availabilityZone"],
                SecretVersion: ["secretString", "versionStages"],
            });
            assert.equal(ignoring.length, 3 + ofKind(run, "ClusterInstance").length);
        });

        it("make the log groups before the cluster and the writer before the readers", async () => {
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

        it("make a function after its role's policy and its log group", async () => {
            const run = await wholeProgram({ stack });

            const missing = ["access", "database-rotation"].flatMap((name) => {
                const waitsFor = labels(run, one(run, "Function", name).dependsOn);
                return [`RolePolicy ${name}-policy`, `LogGroup ${name}-logs`].filter(
                    (each) => !waitsFor.includes(each),
                );
            });

            assert.deepEqual(missing, []);
        });

        it("start a rotation only when all that it needs is there", async () => {
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
