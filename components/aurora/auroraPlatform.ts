import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { currentAccount } from "../shared/account";
import { auroraCluster, type AuroraCluster, type AuroraClusterArgs, type ExportedLogGroups } from "./cluster";
import { connectionParameters } from "./ssmParameters";
import { connectionRules } from "./clientAccess";
import { DatabaseCredentials, type SecretKind } from "./credentials/databaseCredentials";
import { keyPolicy } from "./key";
import { logGroupNames } from "../shared/logGroup";
import type { PlatformNetwork } from "../network/types";
import { isKeyRetained, retainedOnDestroy } from "./retainedOnDestroy";
import { takeName } from "../shared/claimName";

/** Arguments of an {@link AuroraPlatform}: the cluster's, and those below. */
export interface AuroraPlatformArgs extends Omit<AuroraClusterArgs, "connections"> {
    /** The environment's name, for the functions' variables. */
    readonly environment: string;
    readonly network: PlatformNetwork;
    /** The path of the SSM parameters, starting and ending with `/`. */
    readonly parameterPath: string;
    /** Days between two rotations of a secret: 1 to 90. */
    readonly rotationDays: number;
    /** Days for which a deleted secret can be recovered; 0 deletes at once. */
    readonly secretRecoveryDays: number;
    /** Connections that each of a secret's two logins may have. */
    readonly connectionLimits: Readonly<Record<SecretKind, number>>;
    readonly rotationTimeoutSeconds: number;
    readonly rotationMemoryMb: number;
    /** Whether the rotation function's invocations are traced by X-Ray. */
    readonly tracing: boolean;
}

/**
 * An Aurora PostgreSQL cluster with its key, its secrets and the parameters by which applications find it.
 *
 * Several platforms live in one program where their `identifier` and `parameterPath` differ.
 */
export class AuroraPlatform extends pulumi.ComponentResource {
    /** Encrypts the cluster, its snapshots, secrets and logs. */
    readonly key: aws.kms.Key;
    /** The database's group. Let clients in by {@link allowConnectionsFrom}. */
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly cluster: aws.rds.Cluster;
    /** The writer first, as it was made; a failover moves the role. */
    readonly instances: readonly aws.rds.ClusterInstance[];
    /** Where the cluster's own logs are. */
    readonly logGroups: ExportedLogGroups;
    /** RDS's own secret of the master user. */
    readonly masterSecretArn: pulumi.Output<string>;
    readonly credentials: DatabaseCredentials;
    /** The SSM parameters of the connection facts. */
    readonly parameters: readonly aws.ssm.Parameter[];
    readonly parameterPath: string;
    /**
     * What `destroy` leaves behind: the final snapshot where one is taken, the log groups where they are kept, the key
     * that reads both, and the secrets for as long as they can be recovered.
     */
    readonly retainedOnDestroy: pulumi.Output<string[]>;

    private readonly network: PlatformNetwork;
    private readonly port: number;

    /**
     * @param name prefix of the children's names.
     * @throws where another platform of the program has the identifier or the path.
     */
    constructor(name: string, args: AuroraPlatformArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:AuroraPlatform", name, {}, opts);
        takeName("identifier", args.identifier);
        takeName("parameterPath", args.parameterPath);
        this.network = args.network;
        this.port = args.port;
        this.parameterPath = args.parameterPath;

        this.key = this.makeKey(name, args);
        this.securityGroup = this.makeSecurityGroup(name, args);
        const { cluster, instances, logGroups } = this.makeCluster(name, args);
        this.cluster = cluster;
        this.instances = instances;
        this.logGroups = logGroups;
        this.masterSecretArn = cluster.masterUserSecrets.apply(masterSecretArn);
        this.credentials = this.makeCredentials(name, args, instances[0]);
        this.parameters = this.publish(name, args);
        this.retainedOnDestroy = retainedOnDestroy(args, cluster, this.key, Object.values(this.credentials.secrets));

        this.registerOutputs({
            clusterEndpoint: cluster.endpoint,
            readerEndpoint: cluster.readerEndpoint,
            keyArn: this.key.arn,
            parameterPath: this.parameterPath,
        });
    }

    /**
     * Lets a client's security group connect to the database, and to the AWS APIs by which it finds the database.
     *
     * @param name the client's name, once a platform.
     * @param securityGroupId the client's group.
     * @returns resources that the client has to depend on before it connects.
     */
    allowConnectionsFrom(name: string, securityGroupId: pulumi.Input<string>): pulumi.Resource[] {
        const targets = {
            databaseGroupId: this.securityGroup.id,
            port: this.port,
            endpointAccess: this.network.endpointAccess,
        };
        return [...this.network.dependencies, ...connectionRules(name, securityGroupId, targets, this)];
    }

    private makeKey(name: string, args: AuroraPlatformArgs): aws.kms.Key {
        const { identifier, protect } = args;
        const key = new aws.kms.Key(
            name,
            {
                description: `Encrypts ${identifier}: storage, snapshots, secrets and logs`,
                enableKeyRotation: true,
                deletionWindowInDays: 30,
                policy: keyPolicy(currentAccount(this), logGroupNames(identifier)),
                tags: { Name: identifier },
            },
            { parent: this, protect, retainOnDelete: isKeyRetained(args) },
        );
        new aws.kms.Alias(name, { name: `alias/${identifier}`, targetKeyId: key.keyId }, { parent: this });
        return key;
    }

    private makeSecurityGroup(name: string, { identifier, network }: AuroraPlatformArgs): aws.ec2.SecurityGroup {
        return new aws.ec2.SecurityGroup(
            name,
            { vpcId: network.vpcId, description: `The cluster ${identifier}`, tags: { Name: identifier } },
            { parent: this },
        );
    }

    private makeCluster(name: string, args: AuroraPlatformArgs): AuroraCluster {
        const { application, reader, migration } = args.connectionLimits;
        return auroraCluster(
            name,
            // Each secret has two logins, and around a rotation both have connections.
            { ...args, connections: 2 * (application + reader + migration) },
            {
                key: this.key,
                securityGroup: this.securityGroup,
                databaseSubnetIds: args.network.databaseSubnetIds,
                databaseZones: args.network.databaseZones,
            },
            this,
        );
    }

    private makeCredentials(name: string, args: AuroraPlatformArgs, writer: pulumi.Resource): DatabaseCredentials {
        return new DatabaseCredentials(
            name,
            {
                ...args,
                vpcId: args.network.vpcId,
                functionSubnetIds: args.network.functionSubnetIds,
                keyArn: this.key.arn,
                cluster: this.cluster,
                masterSecretArn: this.masterSecretArn,
                connect: (client, securityGroupId) => [writer, ...this.allowConnectionsFrom(client, securityGroupId)],
            },
            { parent: this },
        );
    }

    private publish(name: string, { parameterPath, port, databaseName }: AuroraPlatformArgs): aws.ssm.Parameter[] {
        const { application, reader, migration } = this.credentials.secrets;
        return connectionParameters(
            name,
            parameterPath,
            {
                host: this.cluster.endpoint,
                readerHost: this.cluster.readerEndpoint,
                port,
                databaseName,
                secretArns: { application: application.arn, reader: reader.arn, migration: migration.arn },
            },
            this,
        );
    }
}

function masterSecretArn(secrets: aws.types.output.rds.ClusterMasterUserSecret[]): string {
    const [secret] = secrets;
    if (secret === undefined) {
        throw new pulumi.RunError("RDS reports no secret of the master user: manageMasterUserPassword must be on");
    }
    return secret.secretArn;
}
