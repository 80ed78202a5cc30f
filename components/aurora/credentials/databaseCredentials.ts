import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import postgres from "postgres";
import { createRotationHandler } from "../../../handlers/rotation/handler";
import { awsClientOptions } from "../../../handlers/shared/aws";
import { currentAccount } from "../../shared/account";
import type { PolicyStatement } from "../../shared/policyDocument";
import { readSecrets } from "./secretPolicy";
import { VpcFunction, type FunctionPlacement } from "../../function/vpcFunction";

/** What a secret's logins are for: `migration` owns the schema, `application` writes, `reader` reads. */
export const secretKinds = ["migration", "application", "reader"] as const;

/** One of {@link secretKinds}. */
export type SecretKind = (typeof secretKinds)[number];

/** Arguments of {@link DatabaseCredentials}. */
export interface DatabaseCredentialsArgs extends FunctionPlacement {
    readonly environment: string;
    /** Prefix of the function's and the secrets' names. */
    readonly identifier: string;
    readonly cluster: aws.rds.Cluster;
    readonly port: number;
    readonly databaseName: string;
    /** RDS's own secret of the master user. */
    readonly masterSecretArn: pulumi.Input<string>;
    /** Days between two rotations of a secret. */
    readonly rotationDays: number;
    /** Days for which a deleted secret can be recovered; 0 deletes at once. */
    readonly secretRecoveryDays: number;
    /** Connections that each of a secret's two logins may have. */
    readonly connectionLimits: Readonly<Record<SecretKind, number>>;
    readonly rotationTimeoutSeconds: number;
    readonly rotationMemoryMb: number;
    /** Whether Pulumi refuses to delete or replace the secrets. */
    readonly protect: boolean;
    /** Opens the path from the rotation function's group; returns what must stand before the path works. */
    readonly connect: (name: string, securityGroupId: pulumi.Output<string>) => pulumi.Resource[];
}

/**
 * The database's secrets and the function that makes and rotates their passwords.
 *
 * No password passes through Pulumi: a secret's first version has none, and the first rotation, at once, makes the
 * roles and their passwords in the database. `up` does not wait for it; until it has ended the access function
 * answers `credentialsNotReady`.
 */
export class DatabaseCredentials extends pulumi.ComponentResource {
    /** The secrets, by what their logins are for. */
    readonly secrets: Readonly<Record<SecretKind, aws.secretsmanager.Secret>>;
    readonly rotationFunction: aws.lambda.Function;
    /** The rotation function's role, which reads and writes every secret. */
    readonly rotationRole: aws.iam.Role;

    constructor(name: string, args: DatabaseCredentialsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:DatabaseCredentials", name, {}, opts);

        this.secrets = {
            migration: this.secret(name, "migration", args),
            application: this.secret(name, "application", args),
            reader: this.secret(name, "reader", args),
        };
        const firstVersions = secretKinds.map((kind) => this.firstVersion(name, kind, args));
        const rotation = this.rotation(`${name}-rotation`, args);
        this.rotationFunction = rotation.function;
        this.rotationRole = rotation.role;
        const path = args.connect(`${name}-rotation`, rotation.securityGroup.id);
        const permissions = secretKinds.map((kind) => this.invokePermission(name, kind));
        // RotateSecret does not wait for the function: whatever is missing when it starts would fail it unseen.
        const dependsOn = [...firstVersions, ...path, ...permissions, rotation];
        for (const kind of secretKinds) {
            this.schedule(name, kind, args, dependsOn);
        }

        this.registerOutputs({
            secretArns: Object.fromEntries(secretKinds.map((kind) => [kind, this.secrets[kind].arn])),
        });
    }

    /** The name is Pulumi's own: a fixed one could not be used again while a deleted secret can be recovered. */
    private secret(name: string, kind: SecretKind, args: DatabaseCredentialsArgs): aws.secretsmanager.Secret {
        return new aws.secretsmanager.Secret(
            `${name}-${kind}`,
            {
                namePrefix: `${args.identifier}-${kind}-`,
                description: `The ${kind} login of ${args.identifier}; made and rotated by ${args.identifier}-rotation`,
                kmsKeyId: args.keyArn,
                recoveryWindowInDays: args.secretRecoveryDays,
            },
            { parent: this, protect: args.protect },
        );
    }

    /**
     * A version without a password, so that the secret can be read before its first rotation.
     *
     * `BOOTSTRAP` keeps the version alive: one without any stage is dropped by AWS after two rotations, and the next
     * `up` would make a password-less version current. Rotation moves the stages, hence `ignoreChanges`.
     */
    private firstVersion(
        name: string,
        kind: SecretKind,
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

    private rotation(name: string, args: DatabaseCredentialsArgs): VpcFunction<unknown, void> {
        const { secrets } = this;
        const { connectionLimits } = args;
        return new VpcFunction(
            name,
            {
                ...args,
                functionName: `${args.identifier}-rotation`,
                description: `Makes and rotates the logins of ${args.identifier}`,
                timeoutSeconds: args.rotationTimeoutSeconds,
                memoryMb: args.rotationMemoryMb,
                callbackFactory: () =>
                    createRotationHandler(
                        { secretsManager: new SecretsManagerClient(awsClientOptions), postgres },
                        process.env,
                    ),
                environment: {
                    ENVIRONMENT: args.environment,
                    DATABASE_HOST: args.cluster.endpoint,
                    DATABASE_PORT: String(args.port),
                    DATABASE_NAME: args.databaseName,
                    MASTER_SECRET_ARN: args.masterSecretArn,
                    MIGRATION_SECRET_ARN: secrets.migration.arn,
                    APPLICATION_SECRET_ARN: secrets.application.arn,
                    READER_SECRET_ARN: secrets.reader.arn,
                    MIGRATION_CONNECTION_LIMIT: String(connectionLimits.migration),
                    APPLICATION_CONNECTION_LIMIT: String(connectionLimits.application),
                    READER_CONNECTION_LIMIT: String(connectionLimits.reader),
                },
                statements: this.rotationStatements(args),
            },
            { parent: this },
        );
    }

    private rotationStatements(args: DatabaseCredentialsArgs): PolicyStatement[] {
        const secretArns = secretKinds.map((kind) => this.secrets[kind].arn);
        return [
            {
                Sid: "RotateSecrets",
                Effect: "Allow",
                Action: [
                    "secretsmanager:DescribeSecret",
                    "secretsmanager:PutSecretValue",
                    "secretsmanager:UpdateSecretVersionStage",
                ],
                Resource: secretArns,
            },
            ...readSecrets(currentAccount(this), [...secretArns, args.masterSecretArn], args.keyArn, [
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:GenerateDataKey",
            ]),
            {
                Sid: "MakePasswords",
                Effect: "Allow",
                Action: "secretsmanager:GetRandomPassword",
                // The action knows no resource.
                Resource: "*",
            },
        ];
    }

    private invokePermission(name: string, kind: SecretKind): aws.lambda.Permission {
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

    private schedule(
        name: string,
        kind: SecretKind,
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
            // A new cluster is empty: its logins have to be made at once, not when the schedule comes round. The old
            // rotation has to go first, since ending it would end the new one's schedule.
            { parent: this, dependsOn, replaceWith: [args.cluster], deleteBeforeReplace: true },
        );
    }
}
