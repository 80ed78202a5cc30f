import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type LoginKind, loginKinds } from "../../../handlers/shared/loginKinds";
import { currentAccount } from "../../shared/account";
import { functionNames } from "../../shared/physicalNames";
import type { AuroraPlatformArgs } from "../platformArgs";
import { createDeclaredDatabases } from "./declaredDatabases";
import { createRotationFunction, type RotationFunctionArgs } from "./rotationFunction";

/** Arguments of {@link DatabaseCredentials}. */
export interface DatabaseCredentialsArgs
    extends
        Omit<RotationFunctionArgs, "secrets">,
        Pick<AuroraPlatformArgs, "rotationDays" | "secretRecoveryDays" | "protect"> {
    /** Allows the rotation function's group to connect. Returns resources to depend on before the first rotation. */
    readonly connect: (name: string, securityGroupId: pulumi.Output<string>) => pulumi.Resource[];
}

/**
 * The database's secrets and the function that rotates their passwords.
 *
 * No password passes through Pulumi. A secret's first version has no password. Its first rotation starts at once and
 * creates the roles and their passwords in the database. `pulumi up` does not wait for the rotation: until it has ended
 * the access function returns `credentialsNotReady`.
 */
export class DatabaseCredentials extends pulumi.ComponentResource {
    /** The secrets, by the kind of their logins. */
    readonly secrets: Readonly<Record<LoginKind, aws.secretsmanager.Secret>>;
    readonly rotationFunction: aws.lambda.Function;
    /** The rotation function's role, which reads and writes every secret. */
    readonly rotationRole: aws.iam.Role;

    constructor(name: string, args: DatabaseCredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:DatabaseCredentials", name, {}, opts);

        this.secrets = {
            migration: this.createSecret(name, "migration", args),
            application: this.createSecret(name, "application", args),
            reader: this.createSecret(name, "reader", args),
        };
        const firstVersions = loginKinds.map((kind) => this.createFirstVersion(name, kind, args));
        const rotation = createRotationFunction(
            `${name}-rotation`,
            {
                environment: args.environment,
                identifier: args.identifier,
                vpcId: args.vpcId,
                functionSubnetIds: args.functionSubnetIds,
                keyArn: args.keyArn,
                cluster: args.cluster,
                port: args.port,
                databaseName: args.databaseName,
                pauses: args.pauses,
                extensions: args.extensions,
                declaration: args.declaration,
                masterSecretArn: args.masterSecretArn,
                secrets: this.secrets,
                connectionLimits: args.connectionLimits,
                rotationTimeoutSeconds: args.rotationTimeoutSeconds,
                rotationMemoryMb: args.rotationMemoryMb,
                logRetentionDays: args.logRetentionDays,
                keepLogs: args.keepLogs,
                tracing: args.tracing,
            },
            this,
        );
        this.rotationFunction = rotation.function;
        this.rotationRole = rotation.role;
        const connection = args.connect(`${name}-rotation`, rotation.securityGroup.id);
        const permissions = loginKinds.map((kind) => this.createPermission(name, kind));
        // RotateSecret does not wait for the function. Without one of these the first rotation would fail unseen.
        const dependsOn = [...firstVersions, ...connection, ...permissions, rotation];
        for (const kind of loginKinds) {
            this.createSchedule(name, kind, args, dependsOn);
        }
        createDeclaredDatabases(name, args, { rotation: this.rotationFunction, dependsOn }, this);

        this.registerOutputs({
            secretArns: Object.fromEntries(loginKinds.map((kind) => [kind, this.secrets[kind].arn])),
        });
    }

    /** The name has a random suffix, because a fixed one is taken for as long as a deleted secret can be recovered. */
    private createSecret(name: string, kind: LoginKind, args: DatabaseCredentialsArgs): aws.secretsmanager.Secret {
        return new aws.secretsmanager.Secret(
            `${name}-${kind}`,
            {
                namePrefix: `${args.identifier}-${kind}-`,
                description: `The ${kind} login of ${args.identifier}; made and rotated by ${functionNames(args.identifier).rotation}`,
                kmsKeyId: args.keyArn,
                recoveryWindowInDays: args.secretRecoveryDays,
            },
            { parent: this, protect: args.protect },
        );
    }

    /**
     * Creates a version without a password, so that the secret can be read before its first rotation.
     *
     * The stage `BOOTSTRAP` keeps the version. AWS deletes versions without a stage, after two rotations, and the next
     * `pulumi up` would then make a version without a password current. Rotations move the stages, hence
     * `ignoreChanges`.
     */
    private createFirstVersion(
        name: string,
        kind: LoginKind,
        args: DatabaseCredentialsArgs,
    ): aws.secretsmanager.SecretVersion {
        return new aws.secretsmanager.SecretVersion(
            `${name}-${kind}`,
            {
                secretId: this.secrets[kind].id,
                secretString: pulumi.jsonStringify({
                    engine: "postgres",
                    host: args.cluster.endpoint,
                    port: args.port,
                    dbname: args.databaseName,
                    masterarn: args.masterSecretArn,
                }),
                versionStages: ["AWSCURRENT", "BOOTSTRAP"],
            },
            { parent: this, ignoreChanges: ["secretString", "versionStages"] },
        );
    }

    private createPermission(name: string, kind: LoginKind): aws.lambda.Permission {
        return new aws.lambda.Permission(
            `${name}-${kind}-rotation`,
            {
                action: "lambda:InvokeFunction",
                function: this.rotationFunction.name,
                principal: "secretsmanager.amazonaws.com",
                sourceArn: this.secrets[kind].arn,
                sourceAccount: currentAccount(this).accountId,
            },
            { parent: this },
        );
    }

    private createSchedule(
        name: string,
        kind: LoginKind,
        args: DatabaseCredentialsArgs,
        dependsOn: pulumi.Resource[],
    ): aws.secretsmanager.SecretRotation {
        return new aws.secretsmanager.SecretRotation(
            `${name}-${kind}`,
            {
                secretId: this.secrets[kind].id,
                rotationLambdaArn: this.rotationFunction.arn,
                rotationRules: { automaticallyAfterDays: args.rotationDays },
                rotateImmediately: true,
            },
            // A new cluster has no logins, and a restored one has those of another time, so the secrets are rotated at
            // once instead of by the schedule. The trigger notices a restore that Pulumi has not done as a replacement:
            // of a lost cluster, or under the same name. The old schedule has to be deleted first, because deleting it
            // later would cancel the new one.
            {
                parent: this,
                dependsOn,
                replaceWith: [args.cluster],
                replacementTrigger: args.cluster.clusterResourceId,
                deleteBeforeReplace: true,
            },
        );
    }
}
