import assert from "node:assert/strict";
import type { ProgramRun, RunOptions } from "../../offline/runProgram";
import { labelsWith, logGroups, ofKind, one, output } from "./resources";
import { changedDev, decommissionedProd, projectKeys, stacks, wholeProgram } from "./runs";

const data = [
    "Cluster database",
    "Key database",
    "Secret database-application",
    "Secret database-migration",
    "Secret database-reader",
];

const instances = ["ClusterInstance database-0", "ClusterInstance database-1"];

describe("Pulumi's protection", () => {
    const cases: [what: string, options: RunOptions, names: string[]][] = [
        ["the resources with data in dev", { stack: "dev" }, data],
        ["the resources with data in staging", { stack: "staging" }, data],
        ["the resources with data and the instances in prod", { stack: "prod" }, [...data, ...instances].sort()],
        ["nothing in a decommissioned prod", decommissionedProd, []],
    ];
    for (const [what, options, names] of cases) {
        it(`is on ${what}`, async () => {
            const run = await wholeProgram(options);

            const protectedResources = labelsWith(run, (resource) => resource.protect);

            assert.deepEqual(protectedResources, names);
        });
    }

    it("is lifted together with RDS's when a stack is decommissioned; the final snapshot and its key stay", async () => {
        const run = await wholeProgram(decommissionedProd);

        const { deletionProtection, skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([deletionProtection, skipFinalSnapshot], [false, false]);
        assert.match(String(finalSnapshotIdentifier), /^experimentation-prod-final-[0-9a-f]{7}$/);
        assert.equal(one(run, "Key").retainOnDelete, true);
    });

    it("is lifted together with the production rules when a stack is decommissioned", async () => {
        const run = await wholeProgram(decommissionedProd);

        const { length } = ofKind(run, "ClusterInstance");

        assert.equal(length, 1);
    });
});

describe("destroying a decommissioned production stack", () => {
    const secrets = (run: ProgramRun) =>
        ["migration", "application", "reader"].map((kind) => output(one(run, "Secret", `database-${kind}`), "name"));

    it("retains the log groups too, and an output lists all that stays", async () => {
        const run = await wholeProgram(decommissionedProd);

        const retained = labelsWith(run, (resource) => resource.retainOnDelete);

        assert.deepEqual(retained, ["Key database", ...logGroups]);
        assert.deepEqual(run.outputs.retainedOnDestroy, [
            `final snapshot ${String(one(run, "Cluster").inputs.finalSnapshotIdentifier)}`,
            "log groups /aws/rds/cluster/experimentation-prod/*, /aws/lambda/experimentation-prod-*, " +
                "/aws/vpc/experimentation-prod/*",
            `key ${output(one(run, "Key"), "arn")}, which reads them`,
            `secrets ${secrets(run).join(", ")}, for 30 days`,
        ]);
    });

    it("retains the log groups and their key even without a final snapshot", async () => {
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

    it("lists patterns that match every log group", async () => {
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

describe("destroying a stack without a final snapshot", () => {
    it("retains nothing, and the output is empty", async () => {
        const run = await wholeProgram(changedDev);

        const { skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

        assert.deepEqual([skipFinalSnapshot, finalSnapshotIdentifier], [true, undefined]);
        assert.deepEqual(
            labelsWith(run, (resource) => resource.retainOnDelete),
            [],
        );
        assert.deepEqual(run.outputs.retainedOnDestroy, []);
    });
});

for (const stack of stacks) {
    describe(`destroying ${stack}`, () => {
        it("retains only the key that decrypts the final snapshot and, in production, the log groups", async () => {
            const run = await wholeProgram({ stack });

            const names = labelsWith(run, (resource) => resource.retainOnDelete);

            assert.deepEqual(names, stack === "prod" ? ["Key database", ...logGroups] : ["Key database"]);
        });
    });
}
