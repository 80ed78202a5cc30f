import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SSMClient } from "@aws-sdk/client-ssm";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import postgres from "postgres";
import { createAccessHandler } from "../../handlers/access/handler";
import { awsClientOptions } from "../../handlers/shared/aws";
import { extensionsText } from "../../handlers/shared/extensions";
import { accessLogins, type AccessMode, type LoginKind, loginKinds } from "../../handlers/shared/loginKinds";
import type { AuroraPlatform } from "../aurora/auroraPlatform";
import type { AuroraPlatformArgs } from "../aurora/platformArgs";
import { type FunctionPlacement, VpcFunction } from "../function/vpcFunction";
import { currentAccount } from "../shared/account";
import { createFunctionSchedule } from "../shared/functionSchedule";
import { functionNames } from "../shared/physicalNames";
import type { PolicyStatement } from "../shared/policyDocument";
import { secretReadStatements } from "../shared/secretReadStatements";

/**
 * Arguments of {@link DatabaseAccess}. The function's name is `<identifier>-access`; a change replaces the function.
 */
export interface DatabaseAccessArgs
    extends Omit<FunctionPlacement, "keyArn">, Pick<AuroraPlatformArgs, "environment" | "identifier" | "extensions"> {
    readonly platform: AuroraPlatform;
    /** `readOnly` gives `query` no login that can write. Only `createSchema` and `rollUp` use the `migration` secret. */
    readonly mode: AccessMode;
    /** Time-out of one invocation. */
    readonly timeoutSeconds: number;
    /** In MB. Lambda allocates CPU in proportion. */
    readonly memoryMb: number;
    /**
     * Invocations that may run at once.
     *
     * @default undefined the account's shared concurrency
     */
    readonly reservedConcurrency: number | undefined;
    /** The CloudWatch namespace of the metrics that the function writes. */
    readonly metricsNamespace: string;
    /** Minutes between two scheduled roll-ups. Undefined: none is scheduled, and the action rolls up on demand. */
    readonly rollUpMinutes: number | undefined;
    /** Days after which a roll-up drops metric events and exposures, in whole months. Undefined: it drops none. */
    readonly eventRetentionDays: number | undefined;
}

/** The access function. Its role reads only the secrets and parameters that the function needs. */
export class DatabaseAccess extends pulumi.ComponentResource {
    readonly function: aws.lambda.Function;
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly logGroup: aws.cloudwatch.LogGroup;
    readonly role: aws.iam.Role;
    /** The secrets whose values the role may read. */
    readonly readSecrets: readonly LoginKind[];

    /** @param name prefix of the children's names. */
    constructor(name: string, args: DatabaseAccessArgs, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:database:DatabaseAccess", name, {}, opts);
        const { platform } = args;

        const access = new VpcFunction(
            name,
            {
                functionName: functionNames(args.identifier).access,
                description: `Health check, schema and queries of ${args.identifier}`,
                vpcId: args.vpcId,
                functionSubnetIds: args.functionSubnetIds,
                keyArn: platform.key.arn,
                timeoutSeconds: args.timeoutSeconds,
                memoryMb: args.memoryMb,
                reservedConcurrency: args.reservedConcurrency,
                logRetentionDays: args.logRetentionDays,
                keepLogs: args.keepLogs,
                tracing: args.tracing,
                callbackFactory: () =>
                    createAccessHandler(
                        {
                            ssm: new SSMClient(awsClientOptions),
                            secretsManager: new SecretsManagerClient(awsClientOptions),
                            postgres,
                        },
                        process.env,
                    ),
                variables: {
                    ENVIRONMENT: args.environment,
                    PARAMETER_PATH: platform.parameterPath,
                    ACCESS_MODE: args.mode,
                    METRICS_NAMESPACE: args.metricsNamespace,
                    ...(args.eventRetentionDays !== undefined && {
                        EVENT_RETENTION_DAYS: String(args.eventRetentionDays),
                    }),
                    ...(platform.pauses && { DATABASE_PAUSES: "true" }),
                    ...(args.extensions.length > 0 && { EXTENSIONS: extensionsText(args.extensions) }),
                },
                statements: this.statements(args),
            },
            { parent: this },
        );
        new aws.lambda.FunctionEventInvokeConfig(
            name,
            {
                functionName: access.function.name,
                // Lambda retries failed asynchronous invocations. A write must never be repeated, and a late health
                // check has no value.
                maximumRetryAttempts: 0,
                maximumEventAgeInSeconds: 60,
            },
            { parent: this },
        );
        platform.allowConnectionsFrom(name, access.securityGroup.id);
        if (args.rollUpMinutes !== undefined) {
            createFunctionSchedule(
                `${name}-roll-up`,
                {
                    scheduleName: `${args.identifier}-roll-up`,
                    description: `Rolls up the events of ${args.identifier}`,
                    roleDescription: `Invokes the roll-up of ${args.identifier}`,
                    minutes: args.rollUpMinutes,
                    functionArn: access.function.arn,
                    action: "rollUp",
                },
                this,
            );
        }
        this.function = access.function;
        this.securityGroup = access.securityGroup;
        this.logGroup = access.logGroup;
        this.role = access.role;
        this.readSecrets = accessLogins(args.mode);

        this.registerOutputs({ functionName: this.function.name });
    }

    private statements({ platform, mode }: DatabaseAccessArgs): PolicyStatement[] {
        const { secrets } = platform.credentials;
        return [
            {
                Sid: "ReadConnectionFacts",
                Effect: "Allow",
                Action: "ssm:GetParameters",
                Resource: platform.parameters.map(({ arn }) => arn),
            },
            {
                // Reads when each was rotated, not its value.
                Sid: "DescribeSecrets",
                Effect: "Allow",
                Action: "secretsmanager:DescribeSecret",
                Resource: loginKinds.map((kind) => secrets[kind].arn),
            },
            ...secretReadStatements(
                currentAccount(this),
                accessLogins(mode).map((kind) => secrets[kind].arn),
                platform.key.arn,
                ["kms:Decrypt"],
            ),
        ];
    }
}
