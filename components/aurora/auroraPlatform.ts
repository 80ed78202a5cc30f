import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { createBackups } from "../backup/databaseBackups";
import type { PlatformNetwork } from "../network/types";
import { claimName } from "../shared/claimName";
import { createBucketRoles } from "./bucketRoles";
import { createConnectionRules, createRangeRules } from "./clientAccess";
import { createCluster } from "./cluster";
import { createClusterLogs, type ExportedLogGroups } from "./clusterLogs";
import { DatabaseCredentials } from "./credentials/databaseCredentials";
import { createCustomEndpoint } from "./customEndpoint";
import { createInstances } from "./instances";
import { createKey } from "./key";
import { masterSecretArn } from "./masterSecret";
import { warnOfOldPin } from "./minorVersion";
import type { AuroraPlatformArgs } from "./platformArgs";
import { createReaderScaling } from "./readerScaling";
import { retainedOnDestroy } from "./retainedOnDestroy";
import { createSsmParameters } from "./ssmParameters";

/**
 * An Aurora PostgreSQL cluster with its key, its secrets and the parameters by which applications find it.
 *
 * A program can have several platforms if their `identifier` and `parameterPath` differ.
 */
export class AuroraPlatform extends pulumi.ComponentResource {
    /** Encrypts the cluster, its snapshots, secrets and logs. */
    readonly key: aws.kms.Key;
    /** The database's security group. {@link allowConnectionsFrom} adds its rules. */
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly cluster: aws.rds.Cluster;
    /** The vault of AWS Backup. Undefined without a plan. */
    readonly backupVault: aws.backup.Vault | undefined;
    /** The first writer, then the fixed readers. After a failover the writer may be another one. */
    readonly instances: readonly aws.rds.ClusterInstance[];
    /** Whether an instance pauses while nobody is connected to it. */
    readonly pauses: boolean;
    /** The log groups of the cluster's own logs. */
    readonly logGroups: ExportedLogGroups;
    /** RDS's own secret of the master user. */
    readonly masterSecretArn: pulumi.Output<string>;
    readonly credentials: DatabaseCredentials;
    /** The SSM parameters from which applications read how to connect. */
    readonly parameters: readonly aws.ssm.Parameter[];
    readonly parameterPath: string;
    /**
     * The resources that `destroy` retains, one text each: the final snapshot if one is taken, the automatic backups
     * and the log groups if they are kept, the vault of AWS Backup, the key that decrypts them, and the secrets until
     * they can no longer be recovered.
     */
    readonly retainedOnDestroy: pulumi.Output<string[]>;

    private readonly network: PlatformNetwork;
    private readonly port: number;

    /**
     * @param name prefix of the children's names.
     * @throws RunError if another platform of the program has the same identifier or path.
     */
    constructor(name: string, args: AuroraPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:AuroraPlatform", name, {}, opts);
        claimName("identifier", args.identifier);
        claimName("parameterPath", args.parameterPath);
        const { network } = args;
        this.network = network;
        this.port = args.port;
        this.parameterPath = args.parameterPath;
        this.pauses = args.instances.some(({ pauses }) => pauses);

        this.key = createKey(name, args, this);
        this.securityGroup = this.createSecurityGroup(name, args);
        const { key, securityGroup } = this;
        createRangeRules(name, { databaseGroupId: securityGroup.id, cidrs: args.ingressCidrs, port: args.port }, this);
        this.logGroups = createClusterLogs(name, args, key, this);
        const { logGroups } = this;
        const { databaseSubnetIds, databaseZones } = network;
        this.cluster = createCluster(name, args, { key, securityGroup, databaseSubnetIds, logGroups }, this);
        const { cluster } = this;
        this.backupVault = createBackups(`${name}-backups`, args, { cluster, key }, this);
        createBucketRoles(name, args, { cluster, securityGroup }, this);
        warnOfOldPin(args, cluster);
        const instances = createInstances(name, args, { key, cluster, databaseZones }, this);
        this.instances = instances;
        createReaderScaling(name, args, { cluster, instances }, this);
        const customEndpoint = createCustomEndpoint(name, args, { cluster, instances }, this);
        this.masterSecretArn = masterSecretArn({
            secrets: cluster.masterUserSecrets,
            identifier: args.identifier,
            keyArn: key.arn,
        });
        this.credentials = this.createCredentials(name, args, instances[0]);
        const { migration, application, reader } = this.credentials.secrets;
        this.parameters = createSsmParameters(
            name,
            args,
            {
                host: cluster.endpoint,
                readerHost: cluster.readerEndpoint,
                customEndpoint,
                secretArns: { application: application.arn, reader: reader.arn, migration: migration.arn },
            },
            this,
        );
        this.retainedOnDestroy = retainedOnDestroy(args, {
            cluster,
            key,
            vault: this.backupVault,
            secrets: [migration, application, reader],
        });

        this.registerOutputs({
            clusterEndpoint: cluster.endpoint,
            readerEndpoint: cluster.readerEndpoint,
            keyArn: key.arn,
            parameterPath: this.parameterPath,
        });
    }

    /**
     * Allows a client's security group to connect to the database, and to the AWS APIs from which it reads how.
     *
     * @param name the client's name, unique in the platform.
     * @param clientGroupId the client's security group.
     * @returns resources to depend on before the client connects.
     */
    allowConnectionsFrom(name: string, clientGroupId: pulumi.Input<string>): pulumi.Resource[] {
        const { dependencies, endpointAccess } = this.network;
        const rules = { clientGroupId, databaseGroupId: this.securityGroup.id, port: this.port, endpointAccess };
        return [...dependencies, ...createConnectionRules(name, rules, this)];
    }

    private createSecurityGroup(name: string, { identifier, network }: AuroraPlatformArgs): aws.ec2.SecurityGroup {
        return new aws.ec2.SecurityGroup(
            name,
            { vpcId: network.vpcId, description: `The cluster ${identifier}`, tags: { Name: identifier } },
            { parent: this },
        );
    }

    private createCredentials(name: string, args: AuroraPlatformArgs, writer: pulumi.Resource): DatabaseCredentials {
        return new DatabaseCredentials(
            name,
            {
                environment: args.environment,
                identifier: args.identifier,
                vpcId: args.network.vpcId,
                functionSubnetIds: args.network.functionSubnetIds,
                keyArn: this.key.arn,
                cluster: this.cluster,
                port: args.port,
                databaseName: args.databaseName,
                pauses: this.pauses,
                extensions: args.extensions,
                declaration: args.declaration,
                masterSecretArn: this.masterSecretArn,
                rotationDays: args.rotationDays,
                secretRecoveryDays: args.secretRecoveryDays,
                connectionLimits: args.connectionLimits,
                rotationTimeoutSeconds: args.rotationTimeoutSeconds,
                rotationMemoryMb: args.rotationMemoryMb,
                protect: args.protect,
                logRetentionDays: args.logRetentionDays,
                keepLogs: args.keepLogs,
                tracing: args.tracing,
                connect: (client, groupId) => [writer, ...this.allowConnectionsFrom(client, groupId)],
            },
            { parent: this },
        );
    }
}
