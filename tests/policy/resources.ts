import { type Resource, types } from "../../policy/resource";

/** Properties of a resource in a test; undefined removes one. */
export type Changes = Readonly<Record<string, unknown>>;

/** A resource of a type, written by hand. */
export function resource(type: string, properties: Changes, name = "example"): Resource {
    const given = Object.entries(properties).filter(([, value]) => value !== undefined);
    return { type, name, urn: `urn:pulumi:test::project::${type}::${name}`, properties: Object.fromEntries(given) };
}

/** A part of a VPC, as `awsx` creates it. */
export function partOfNetwork(type: string, properties: Changes): Resource {
    const urn = `urn:pulumi:test::project::${types.vpcComponent}$${type}::example`;
    return { ...resource(type, properties), urn };
}

const arn = (service: string, part: string) => `arn:aws:${service}:us-east-1:123456789012:${part}`;

export const keyArn = arn("kms", "key/1");
export const secretArn = arn("secretsmanager", "secret:application-a1b2c3");

/** Resources that comply with every rule, with the changes of a test. */
export const good = {
    cluster: (changes: Changes = {}) =>
        resource(types.cluster, {
            autoMinorVersionUpgrade: true,
            backupRetentionPeriod: 7,
            clusterIdentifier: "database",
            copyTagsToSnapshot: true,
            dbClusterParameterGroupName: "database-15",
            deletionProtection: true,
            enabledCloudwatchLogsExports: ["postgresql", "iam-db-auth-error"],
            engineLifecycleSupport: "open-source-rds-extended-support-disabled",
            finalSnapshotIdentifier: "database-final",
            iamDatabaseAuthenticationEnabled: true,
            kmsKeyId: keyArn,
            manageMasterUserPassword: true,
            masterUserSecretKmsKeyId: keyArn,
            masterUsername: "clustermaster",
            preferredMaintenanceWindow: "sun:04:00-sun:05:00",
            skipFinalSnapshot: false,
            storageEncrypted: true,
            storageType: "aurora",
            ...changes,
        }),
    instance: (changes: Changes = {}) =>
        resource(types.instance, {
            autoMinorVersionUpgrade: true,
            availabilityZone: "us-east-1a",
            clusterIdentifier: "database",
            copyTagsToSnapshot: true,
            identifier: "database-0",
            instanceClass: "db.r5.large",
            monitoringInterval: 60,
            monitoringRoleArn: arn("iam", "role/monitoring"),
            performanceInsightsEnabled: true,
            performanceInsightsKmsKeyId: keyArn,
            preferredMaintenanceWindow: "sun:04:00-sun:05:00",
            promotionTier: 0,
            publiclyAccessible: false,
            ...changes,
        }),
    key: (changes: Changes = {}) =>
        resource(types.key, { arn: keyArn, enableKeyRotation: true, policy: policy(accountAdministers), ...changes }),
    secret: (changes: Changes = {}) =>
        resource(types.secret, { arn: secretArn, kmsKeyId: keyArn, recoveryWindowInDays: 30, ...changes }),
    function: (changes: Changes = {}) =>
        resource(types.function, {
            environment: {
                variables: { ENVIRONMENT: "dev", MASTER_SECRET_ARN: arn("secretsmanager", "secret:rds!A-b1") },
            },
            kmsKeyArn: keyArn,
            loggingConfig: { logGroup: "/aws/lambda/access" },
            runtime: "nodejs24.x",
            tracingConfig: { mode: "Active" },
            vpcConfig: { securityGroupIds: ["sg-1"], subnetIds: ["subnet-1", "subnet-2"] },
            ...changes,
        }),
    logGroup: (changes: Changes = {}) =>
        resource(types.logGroup, { kmsKeyId: keyArn, name: "/aws/lambda/access", retentionInDays: 365, ...changes }),
    alarm: (changes: Changes = {}) =>
        resource(types.alarm, {
            alarmActions: [arn("sns", "notifications")],
            alarmDescription: "It is slow. Runbook: docs/runbook.md#slow",
            name: "database-slow",
            treatMissingData: "missing",
            ...changes,
        }),
} as const;

/** Without this statement no principal could administer the key. */
export const accountAdministers = {
    Effect: "Allow",
    Principal: { AWS: "arn:aws:iam::123456789012:root" },
    Action: "kms:*",
    Resource: "*",
};

/** A policy document as JSON text. */
export function policy(...statements: readonly object[]): string {
    return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}
