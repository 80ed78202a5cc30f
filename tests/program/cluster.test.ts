import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { ofKind, one, only, output, subnetIds, without } from "./resources";
import { type Stack, stacks, wholeProgram } from "./runs";

for (const stack of stacks) {
    describe(`the cluster of ${stack}`, () => {
        it("is encrypted with the stack's key, and so are the master user's secret and Performance Insights", async () => {
            const run = await wholeProgram({ stack });

            const { storageEncrypted, kmsKeyId, masterUserSecretKmsKeyId } = one(run, "Cluster").inputs;
            const insightsKeys = ofKind(run, "ClusterInstance").map(({ inputs }) => inputs.performanceInsightsKmsKeyId);

            const keyArn = output(one(run, "Key"), "arn");
            assert.equal(storageEncrypted, true);
            assert.deepEqual(
                [kmsKeyId, masterUserSecretKmsKeyId, ...insightsKeys],
                [keyArn, keyArn, ...insightsKeys.map(() => keyArn)],
            );
        });

        it("has a password that RDS manages, accepts IAM authentication, and exports logins and refused IAM logins", async () => {
            const { inputs } = one(await wholeProgram({ stack }), "Cluster");

            const access = only(
                inputs,
                "manageMasterUserPassword",
                "iamDatabaseAuthenticationEnabled",
                "enabledCloudwatchLogsExports",
            );

            assert.deepEqual(access, {
                manageMasterUserPassword: true,
                iamDatabaseAuthenticationEnabled: true,
                enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
            });
        });

        it("has no public address, and is only in the subnets of the database's tier", async () => {
            const run = await wholeProgram({ stack });

            const isPublic = ofKind(run, "ClusterInstance").map(({ inputs }) => inputs.publiclyAccessible);

            assert.deepEqual([...new Set(isPublic)], [false]);
            assert.deepEqual(one(run, "SubnetGroup").inputs.subnetIds, subnetIds(run, "database"));
        });

        it("has seven days of backups, and a final snapshot whose name no other cluster's snapshot has", async () => {
            const run = await wholeProgram({ stack });

            const { backupRetentionPeriod, skipFinalSnapshot, finalSnapshotIdentifier } = one(run, "Cluster").inputs;

            const unique = output(one(run, "SubnetGroup"), "name").slice(-7);
            assert.deepEqual([backupRetentionPeriod, skipFinalSnapshot], [7, false]);
            assert.equal(finalSnapshotIdentifier, `experimentation-${stack}-final-${unique}`);
        });

        it("has instances that differ only in name, zone and promotion tier", async () => {
            const run = await wholeProgram({ stack });

            const [writer, ...readers] = ofKind(run, "ClusterInstance").map(({ inputs }) =>
                without(inputs, "identifier", "availabilityZone", "promotionTier", "tags"),
            );

            assert.deepEqual(
                readers,
                readers.map(() => writer),
            );
            assert.equal(readers.length, stack === "dev" ? 0 : 1);
        });

        it("has one parameter group, and its instances have none, which would prevent a major upgrade", async () => {
            const run = await wholeProgram({ stack });

            const group = one(run, "ClusterParameterGroup");

            assert.equal(one(run, "Cluster").inputs.dbClusterParameterGroupName, output(group, "name"));
            assert.deepEqual(ofKind(run, "ParameterGroup"), []);
        });

        it("requires TLS, logs logins and DDL without bind values, and lets no login change its password", async () => {
            const parameters = await parametersOf(stack);

            const security = only(parameters, ...Object.keys(securityParameters));

            assert.deepEqual(security, securityParameters);
        });
    });
}

/** The parameters that every stack needs, with the methods by which RDS applies them. */
const securityParameters = {
    idle_in_transaction_session_timeout: "60000 immediate",
    log_connections: "1 immediate",
    log_disconnections: "1 immediate",
    log_lock_waits: "1 immediate",
    log_parameter_max_length: "0 immediate",
    log_parameter_max_length_on_error: "0 pending-reboot",
    log_statement: "ddl immediate",
    "rds.force_ssl": "1 immediate",
    "rds.restrict_password_commands": "1 pending-reboot",
    ssl_min_protocol_version: "TLSv1.2 pending-reboot",
};

describe("a higher tuning level", () => {
    const pairs: readonly [lower: Stack, higher: Stack, more: number][] = [
        ["dev", "staging", 1],
        ["staging", "prod", 0],
    ];
    for (const [lower, higher, more] of pairs) {
        it(`adds ${more} parameters and changes only the memory of sorts and hashes: ${lower} and ${higher}`, async () => {
            const before = await parametersOf(lower);
            const after = await parametersOf(higher);

            const memory = ["work_mem"];
            const kept = only(after, ...Object.keys(before));

            assert.deepEqual(without(kept, ...memory), without(before, ...memory));
            assert.equal(Object.keys(after).length, Object.keys(before).length + more);
        });
    }
});

/** Value and apply method, by parameter. */
async function parametersOf(stack: Stack): Promise<Record<string, string>> {
    const { parameters } = one(await wholeProgram({ stack }), "ClusterParameterGroup").inputs;
    const list: unknown[] = Array.isArray(parameters) ? parameters : [];
    return Object.fromEntries(
        list
            .map(toRecord)
            .map(({ name, value, applyMethod }) => [String(name), `${String(value)} ${String(applyMethod)}`]),
    );
}
