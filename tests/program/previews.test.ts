import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { labels, ofKind, one, without } from "./resources";
import { stacks, wholeProgram } from "./runs";

/** Whether a value stands for one that is not known before the resources exist. */
function isUnknown(value: unknown): boolean {
    return toRecord(value).__pulumiUnknown === true;
}

for (const stack of stacks) {
    describe(`a preview of ${stack}, where nothing exists yet`, () => {
        it("registers the same resources with the same options as an update", async () => {
            const preview = await wholeProgram({ stack, preview: true });
            const update = await wholeProgram({ stack });

            const shape = (run: typeof update) =>
                run.resources
                    .map(({ urn, protect, retainOnDelete, ignoreChanges, deleteBeforeReplace, dependsOn }) => ({
                        urn,
                        protect,
                        retainOnDelete,
                        ignoreChanges,
                        deleteBeforeReplace,
                        dependsOn: labels(run, dependsOn),
                    }))
                    .sort((a, b) => (a.urn < b.urn ? -1 : 1));

            assert.deepEqual(shape(preview), shape(update));
        });

        it("knows the rules of the network ACL, the layout of the VPC and the services of the endpoints", async () => {
            const preview = await wholeProgram({ stack, preview: true });
            const update = await wholeProgram({ stack });

            const known = (run: typeof update) => ({
                vpc: one(run, "Vpc").inputs,
                rules: [one(run, "NetworkAcl").inputs.ingress, one(run, "NetworkAcl").inputs.egress],
                services: ofKind(run, "VpcEndpoint").map(({ inputs }) => inputs.serviceName),
            });

            assert.deepEqual(known(preview), known(update));
        });

        it("knows the key's policy and the cluster, except for computed names", async () => {
            const preview = await wholeProgram({ stack, preview: true });
            const update = await wholeProgram({ stack });

            const computed = [
                "dbClusterParameterGroupName",
                "dbSubnetGroupName",
                "finalSnapshotIdentifier",
                "kmsKeyId",
                "masterUserSecretKmsKeyId",
                "vpcSecurityGroupIds",
            ];
            assert.deepEqual(one(preview, "Key").inputs, one(update, "Key").inputs);
            assert.deepEqual(
                without(one(preview, "Cluster").inputs, ...computed),
                without(one(update, "Cluster").inputs, ...computed),
            );
            assert.ok(isUnknown(one(preview, "Cluster").inputs.kmsKeyId));
        });

        it("does not know values that a provider computes", async () => {
            const preview = await wholeProgram({ stack, preview: true });

            const rotation = toRecord(one(preview, "Function", "database-rotation").inputs.environment);

            assert.ok(isUnknown(toRecord(rotation.variables).DATABASE_HOST));
            assert.ok(isUnknown(one(preview, "SubnetGroup").inputs.subnetIds));
            assert.ok(isUnknown(one(preview, "RolePolicy", "access-policy").inputs.policy));
            assert.deepEqual(Object.keys(preview.outputs).sort(), [
                "accessFunctionName",
                "accessLogGroup",
                "dashboardName",
                "parameterPath",
            ]);
        });
    });
}
