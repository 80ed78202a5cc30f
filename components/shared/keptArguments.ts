import * as pulumi from "@pulumi/pulumi";

/**
 * Refuses a transform that changes an argument on which other resources rely, or a resource that must stay as it is.
 *
 * @throws RunError that names the resource, the argument and the fix.
 */
export function refuseKeptArguments(
    type: string,
    name: string,
    before: Readonly<Record<string, unknown>>,
    after: Readonly<Record<string, unknown>>,
): void {
    const kept = keptArguments[type] ?? {};
    for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
        const fix = kept[key] ?? kept["*"];
        if (fix !== undefined && before[key] !== after[key]) {
            throw new pulumi.RunError(`transform of ${type} ${name}: ${key}: must not be changed; ${fix}`);
        }
    }
}

const followsIdentifier = "other resources use this name; set identifier in the stack's file";
const noPassword = "RDS creates and keeps the master's password";
const origin = "it counts at creation alone; set restoreSnapshot, restoreCluster or cloneCluster in the stack's file";
const artifact = "the function's code is the artifact that the program builds";
const applicationsRead = "applications read it; set parameterPath in the stack's file to move all parameters";

function configured(...keys: readonly string[]): string {
    return `other resources have the same value; set ${keys.join(" or ")} in the stack's file`;
}

/**
 * By type: the arguments whose value other resources contain as plain text, or which would bring a password into
 * Pulumi's state, each with the fix. `*` is every argument.
 */
const keptArguments: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    "aws:rds/cluster:Cluster": {
        clusterIdentifier: followsIdentifier,
        engine: "the program is for aurora-postgresql",
        engineVersion: configured("engineVersion"),
        databaseName: configured("databaseName"),
        masterUsername: configured("masterUsername"),
        port: configured("port"),
        snapshotIdentifier: origin,
        restoreToPointInTime: origin,
        manageMasterUserPassword: noPassword,
        masterPassword: noPassword,
        masterPasswordWo: noPassword,
    },
    "aws:rds/clusterInstance:ClusterInstance": {
        identifier: followsIdentifier,
        clusterIdentifier: followsIdentifier,
        engine: "the program is for aurora-postgresql",
        instanceClass: configured("instanceClass", "readerInstanceClass", "instanceClasses"),
    },
    "aws:rds/clusterParameterGroup:ClusterParameterGroup": { family: configured("engineVersion") },
    "aws:cloudwatch/logGroup:LogGroup": { name: followsIdentifier },
    "aws:lambda/function:Function": {
        name: followsIdentifier,
        code: artifact,
        handler: artifact,
        runtime: artifact,
        packageType: artifact,
        imageUri: artifact,
        s3Bucket: artifact,
    },
    "aws:secretsmanager/secretVersion:SecretVersion": {
        "*": "the rotation function writes all versions but the first",
    },
    "aws:ssm/parameter:Parameter": { name: applicationsRead, value: applicationsRead },
    "awsx:ec2:Vpc": {
        cidrBlock: configured("vpcCidr"),
        availabilityZoneNames: configured("zoneNames"),
        availabilityZoneCidrMask: configured("zoneCidrMask"),
        natGateways: configured("natGateways"),
        subnetSpecs: configured("publicSubnetMask", "functionSubnetMask", "databaseSubnetMask"),
    },
};
