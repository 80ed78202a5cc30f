import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import postgres from "postgres";
import { declarationFile } from "../../../handlers/rotation/databases/declaration";
import { createDeclaredDatabases } from "../../../handlers/rotation/databases/declaredDatabases";
import { createRotationHandler } from "../../../handlers/rotation/handler";
import { awsClientOptions } from "../../../handlers/shared/aws";
import { extensionsText } from "../../../handlers/shared/extensions";
import { type LoginKind, loginKinds } from "../../../handlers/shared/loginKinds";
import { type FunctionPlacement, VpcFunction } from "../../function/vpcFunction";
import { type Account, currentAccount } from "../../shared/account";
import { functionNames } from "../../shared/physicalNames";
import type { PolicyStatement } from "../../shared/policyDocument";
import { secretReadStatements } from "../../shared/secretReadStatements";
import type { AuroraPlatformArgs } from "../platformArgs";

/** Arguments of {@link createRotationFunction}. */
export interface RotationFunctionArgs
    extends
        FunctionPlacement,
        Pick<
            AuroraPlatformArgs,
            | "environment"
            | "identifier"
            | "port"
            | "databaseName"
            | "extensions"
            | "declaration"
            | "connectionLimits"
            | "rotationTimeoutSeconds"
            | "rotationMemoryMb"
        > {
    readonly cluster: aws.rds.Cluster;
    /** Whether an instance of the cluster pauses while nobody is connected to it. */
    readonly pauses: boolean;
    /** RDS's own secret of the master user. */
    readonly masterSecretArn: pulumi.Input<string>;
    readonly secrets: Readonly<Record<LoginKind, aws.secretsmanager.Secret>>;
}

/** Creates the function that creates the database's login roles and rotates their passwords. */
export function createRotationFunction(
    name: string,
    args: RotationFunctionArgs,
    parent: pulumi.Resource,
): VpcFunction<unknown, unknown> {
    const { secrets, connectionLimits, declaration } = args;
    return new VpcFunction(
        name,
        {
            functionName: functionNames(args.identifier).rotation,
            description: `Makes and rotates the logins of ${args.identifier}`,
            vpcId: args.vpcId,
            functionSubnetIds: args.functionSubnetIds,
            keyArn: args.keyArn,
            logRetentionDays: args.logRetentionDays,
            keepLogs: args.keepLogs,
            tracing: args.tracing,
            timeoutSeconds: args.rotationTimeoutSeconds,
            memoryMb: args.rotationMemoryMb,
            callbackFactory: declaration === undefined ? rotation : rotationWithDatabases,
            ...(declaration && { files: { [declarationFile]: JSON.stringify(declaration) } }),
            variables: {
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
                ...(args.pauses && { DATABASE_PAUSES: "true" }),
                ...(args.extensions.length > 0 && { EXTENSIONS: extensionsText(args.extensions) }),
            },
            statements: rotationStatements(args, currentAccount(parent)),
        },
        { parent },
    );
}

const rotation = () =>
    createRotationHandler({ secretsManager: new SecretsManagerClient(awsClientOptions), postgres }, process.env);

/** Only a stack that declares databases has their code in its artifact. */
const rotationWithDatabases = () =>
    createRotationHandler(
        {
            secretsManager: new SecretsManagerClient(awsClientOptions),
            postgres,
            databases: createDeclaredDatabases(process.env),
        },
        process.env,
    );

function rotationStatements(args: RotationFunctionArgs, account: Account): PolicyStatement[] {
    const secretArns = loginKinds.map((kind) => args.secrets[kind].arn);
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
        ...secretReadStatements(account, [...secretArns, args.masterSecretArn], args.keyArn, [
            "kms:Decrypt",
            "kms:DescribeKey",
            "kms:GenerateDataKey",
        ]),
        {
            Sid: "MakePasswords",
            Effect: "Allow",
            Action: "secretsmanager:GetRandomPassword",
            // The action supports no resource but *.
            Resource: "*",
        },
    ];
}
