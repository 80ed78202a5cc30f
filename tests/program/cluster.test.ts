import assert from "node:assert/strict";
import { toRecord } from "../../offline/toRecord";
import { groupId, ofKind, one, output, subnetIds, tags } from "./resources";
import { region, type Stack, stacks, wholeProgram } from "./runs";

interface Expected {
    readonly deletionProtection: boolean;
    readonly instanceClass: string;
    readonly zones: readonly string[];
}

const expected: Readonly<Record<Stack, Expected>> = {
    dev: { deletionProtection: false, instanceClass: "db.t3.medium", zones: ["a"] },
    staging: { deletionProtection: false, instanceClass: "db.t3.medium", zones: ["a", "b"] },
    prod: { deletionProtection: true, instanceClass: "db.r5.large", zones: ["a", "b"] },
};

for (const stack of stacks) {
    const { deletionProtection, instanceClass, zones } = expected[stack];
    const identifier = `experimentation-${stack}`;

    describe(`the database of ${stack}`, () => {
        it("is this cluster", async () => {
            const run = await wholeProgram({ stack });

            const cluster = one(run, "Cluster");

            const keyArn = output(one(run, "Key"), "arn");
            const subnetGroup = output(one(run, "SubnetGroup"), "name");
            assert.deepEqual(cluster.inputs, {
                clusterIdentifier: identifier,
                engine: "aurora-postgresql",
                engineVersion: "15",
                engineLifecycleSupport: "open-source-rds-extended-support-disabled",
                allowMajorVersionUpgrade: false,
                autoMinorVersionUpgrade: true,
                applyImmediately: false,
                databaseName: "experimentation",
                port: 5432,
                masterUsername: "clustermaster",
                manageMasterUserPassword: true,
                masterUserSecretKmsKeyId: keyArn,
                iamDatabaseAuthenticationEnabled: true,
                storageEncrypted: true,
                kmsKeyId: keyArn,
                storageType: "aurora",
                dbSubnetGroupName: subnetGroup,
                vpcSecurityGroupIds: [groupId(run, "database")],
                dbClusterParameterGroupName: output(one(run, "ClusterParameterGroup"), "name"),
                databaseInsightsMode: "standard",
                enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
                backupRetentionPeriod: 7,
                preferredBackupWindow: "02:00-03:00",
                preferredMaintenanceWindow: "sun:04:00-sun:05:00",
                copyTagsToSnapshot: true,
                deletionProtection,
                skipFinalSnapshot: false,
                finalSnapshotIdentifier: `${identifier}-final-${subnetGroup.slice(-7)}`,
                tags: tags(stack, { Name: identifier }),
            });
        });

        it("has these instances, which differ in name, zone and promotion tier alone", async () => {
            const run = await wholeProgram({ stack });

            const instances = ofKind(run, "ClusterInstance").map(({ inputs }) => inputs);

            const wanted = zones.map((zone, index) => ({
                identifier: `${identifier}-${index}`,
                clusterIdentifier: identifier,
                engine: "aurora-postgresql",
                instanceClass,
                availabilityZone: `${region}${zone}`,
                promotionTier: index,
                publiclyAccessible: false,
                preferredMaintenanceWindow: "sun:04:00-sun:05:00",
                autoMinorVersionUpgrade: true,
                applyImmediately: false,
                performanceInsightsEnabled: true,
                performanceInsightsKmsKeyId: output(one(run, "Key"), "arn"),
                performanceInsightsRetentionPeriod: 7,
                monitoringInterval: 60,
                monitoringRoleArn: output(one(run, "Role", "database-monitoring"), "arn"),
                copyTagsToSnapshot: true,
                tags: tags(stack, { Name: `${identifier}-${index}` }),
            }));
            assert.deepEqual(instances, wanted);
        });

        it("is in the subnets of its own tier, in a group named after what would replace the cluster", async () => {
            const run = await wholeProgram({ stack });

            const group = one(run, "SubnetGroup");

            assert.match(group.name, /^database-[0-9a-f]{6}$/);
            assert.deepEqual(group.inputs, {
                description: `The database subnets of ${identifier}`,
                subnetIds: subnetIds(run, "database"),
                tags: tags(stack),
            });
        });

        it("has a key that rotates, waits 30 days before it goes, and has a name", async () => {
            const run = await wholeProgram({ stack });

            const key = one(run, "Key");
            const { policy, ...inputs } = key.inputs;

            assert.equal(typeof policy, "string");
            assert.deepEqual(inputs, {
                description: `Encrypts ${identifier}: storage, snapshots, secrets and logs`,
                enableKeyRotation: true,
                deletionWindowInDays: 30,
                tags: tags(stack, { Name: identifier }),
            });
            assert.deepEqual(one(run, "Alias").inputs, {
                name: `alias/${identifier}`,
                targetKeyId: output(key, "keyId"),
            });
        });
    });
}

describe("the cluster's parameter group", () => {
    for (const stack of stacks) {
        it(`has its family in its name in ${stack}, and no instance has a group`, async () => {
            const run = await wholeProgram({ stack });

            const group = one(run, "ClusterParameterGroup");
            const { parameters, ...inputs } = group.inputs;

            assert.equal(group.name, "database-aurora-postgresql15");
            assert.deepEqual(inputs, {
                family: "aurora-postgresql15",
                description: `Parameters of experimentation-${stack}`,
                tags: tags(stack),
            });
            assert.ok(Array.isArray(parameters));
            assert.deepEqual(ofKind(run, "ParameterGroup"), []);
        });
    }

    it("has the values of each stack's tuning and instance class", async () => {
        const values: Record<string, unknown> = {};
        for (const stack of stacks) {
            values[stack] = parametersOf(one(await wholeProgram({ stack }), "ClusterParameterGroup").inputs);
        }

        const everywhere = {
            idle_in_transaction_session_timeout: "60000 immediate",
            log_connections: "1 immediate",
            log_disconnections: "1 immediate",
            log_lock_waits: "1 immediate",
            log_min_duration_statement: "1000 immediate",
            log_parameter_max_length: "0 immediate",
            log_parameter_max_length_on_error: "0 pending-reboot",
            log_statement: "ddl immediate",
            "pg_stat_statements.track": "top pending-reboot",
            "rds.force_ssl": "1 immediate",
            "rds.restrict_password_commands": "1 pending-reboot",
            shared_preload_libraries: "pg_stat_statements pending-reboot",
            ssl_min_protocol_version: "TLSv1.2 pending-reboot",
        };
        const medium = {
            autovacuum_analyze_scale_factor: "0.05 pending-reboot",
            autovacuum_vacuum_insert_scale_factor: "0.05 immediate",
            random_page_cost: "1.1 immediate",
            track_io_timing: "1 pending-reboot",
        };
        const optimized = {
            autovacuum_max_workers: "5 pending-reboot",
            autovacuum_vacuum_cost_limit: "1000 immediate",
            default_statistics_target: "250 immediate",
            "pg_stat_statements.max": "10000 pending-reboot",
            track_activity_query_size: "4096 pending-reboot",
        };
        // 210 connections of logins: an eighth of 4 GiB is 2,496 kB for each, of 16 GiB with a multiplier of 2 4,993 kB.
        assert.deepEqual(values, {
            dev: { ...everywhere, hash_mem_multiplier: "1 immediate", work_mem: "2496 immediate" },
            staging: { ...everywhere, ...medium, hash_mem_multiplier: "1 immediate", work_mem: "2496 immediate" },
            prod: {
                ...everywhere,
                ...medium,
                ...optimized,
                hash_mem_multiplier: "2 pending-reboot",
                work_mem: "4993 immediate",
            },
        });
    });
});

/** Value and apply method, by parameter. */
function parametersOf({ parameters }: Readonly<Record<string, unknown>>): Record<string, string> {
    const list: unknown[] = Array.isArray(parameters) ? parameters : [];
    return Object.fromEntries(
        list
            .map(toRecord)
            .map(({ name, value, applyMethod }) => [String(name), `${String(value)} ${String(applyMethod)}`]),
    );
}
