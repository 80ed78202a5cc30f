import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createCluster } from "../../../components/aurora/cluster";
import { createClusterLogs } from "../../../components/aurora/clusterLogs";
import { createInstances } from "../../../components/aurora/instances";
import type { ProgramRun } from "../../../offline/runProgram";
import type { Settings } from "../../../settings";
import { type PartOptions, runPart } from "../part";

/** Creates the cluster of the settings and its instances, in three zones or in the given ones. */
export function createDatabase({ database }: Settings, zones: readonly string[] = ["a", "b", "c"]): void {
    const parent = new pulumi.ComponentResource("experimentation:test:Parent", "parent");
    const key = new aws.kms.Key("key", {}, { parent });
    const securityGroup = new aws.ec2.SecurityGroup("group", {}, { parent });
    const databaseSubnetIds = zones.map((zone) => `subnet-${zone}`);
    const logGroups = createClusterLogs("db", database, key, parent);
    const cluster = createCluster("db", database, { key, securityGroup, databaseSubnetIds, logGroups }, parent);
    createInstances("db", database, { key, cluster, databaseZones: pulumi.output([...zones]) }, parent);
}

/** Runs {@link createDatabase} with the settings of a stack. */
export async function runCluster(options: PartOptions): Promise<ProgramRun> {
    return await runPart(createDatabase, options);
}
