import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { dependencies } from "../../package.json";
import { arnOf, currentAccount } from "../shared/account";
import { createLogGroup } from "../shared/logGroup";
import { functionLogGroupName } from "../shared/physicalNames";
import { policyDocument, type PolicyStatement, trustPolicy } from "../shared/policyDocument";
import { bundleCode } from "./bundle";

/** The arguments that both of the platform's functions share. */
export interface FunctionPlacement {
    readonly vpcId: pulumi.Input<string>;
    readonly functionSubnetIds: pulumi.Input<string[]>;
    /** Encrypts the function's variables, its log group, and the secrets that it reads. */
    readonly keyArn: pulumi.Input<string>;
    /** Retention in days; one of the values that CloudWatch accepts. */
    readonly logRetentionDays: number;
    /** Whether the log group stays when the stack is destroyed. */
    readonly keepLogs: boolean;
    /** Whether X-Ray traces invocations. */
    readonly tracing: boolean;
}

/** Arguments of a {@link VpcFunction}. */
export interface VpcFunctionArgs<E, R> extends FunctionPlacement {
    /** The function's name. A change replaces the function and its log group. */
    readonly functionName: string;
    readonly description: string;
    /**
     * Returns the handler; Pulumi serialises it. Pass values of other resources through `variables`, never as
     * captured outputs, so that the code's hash depends on the code only.
     */
    readonly callbackFactory: aws.lambda.CallbackFactory<E, R>;
    /** Texts of files beside the code, by name: values that are too long for variables. @default {} */
    readonly files?: Readonly<Record<string, string>>;
    /** The function's environment variables. None of them may be a secret. */
    readonly variables: Readonly<Record<string, pulumi.Input<string>>>;
    /** The handler's permissions, besides writing its log. */
    readonly statements: readonly PolicyStatement[];
    readonly timeoutSeconds: number;
    /** Lambda allocates CPU in proportion: 1,769 MB is one vCPU. */
    readonly memoryMb: number;
    /** Maximum number of concurrent invocations. Undefined: the function shares the account's. */
    readonly reservedConcurrency?: number | undefined;
}

/**
 * A Lambda function in the VPC, created from an inline closure, with a role, a log group and a security group of its
 * own. The security group has no rules; add those that the function needs.
 */
export class VpcFunction<E, R> extends pulumi.ComponentResource {
    readonly function: aws.lambda.CallbackFunction<E, R>;
    readonly securityGroup: aws.ec2.SecurityGroup;
    readonly logGroup: aws.cloudwatch.LogGroup;
    readonly role: aws.iam.Role;
    /** The role's policy. Depend on it before you grant permission to invoke the function. */
    readonly policy: aws.iam.RolePolicy;

    /**
     * @param name prefix of the children's names.
     * @param args see {@link VpcFunctionArgs}; all but `functionName` change in place.
     */
    constructor(name: string, args: VpcFunctionArgs<E, R>, opts?: pulumi.ComponentResourceOptions) {
        super("experimentation:lambda:VpcFunction", name, {}, opts);
        const parent = { parent: this };

        this.logGroup = createLogGroup(
            `${name}-logs`,
            {
                logGroupName: functionLogGroupName(args.functionName),
                kmsKeyArn: args.keyArn,
                retentionInDays: args.logRetentionDays,
                keep: args.keepLogs,
            },
            parent,
        );
        this.role = new aws.iam.Role(
            `${name}-role`,
            {
                description: args.description,
                // The account, as in the trust policy of AWS's own toolkit (aws/agent-toolkit-for-aws,
                // lambda-trust-policy.json). Not the function's ARN, because Lambda assumes the role before the
                // function exists, and no document says that it sends the function's ARN then.
                assumeRolePolicy: trustPolicy("lambda.amazonaws.com", {
                    StringEquals: { "aws:SourceAccount": currentAccount(this).accountId },
                }),
            },
            parent,
        );
        this.policy = new aws.iam.RolePolicy(
            `${name}-policy`,
            { role: this.role.name, policy: this.rolePolicy(args) },
            parent,
        );
        this.securityGroup = new aws.ec2.SecurityGroup(
            `${name}-group`,
            { vpcId: args.vpcId, description: `The function ${args.functionName}`, tags: { Name: args.functionName } },
            // The group depends on the policy because of deletion, which runs in reverse: deleting the group waits 20
            // minutes or more for the function's network interfaces, and Lambda needs the role to remove them.
            // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-permissions
            { parent: this, dependsOn: [this.policy] },
        );
        this.function = new aws.lambda.CallbackFunction(
            name,
            {
                name: args.functionName,
                description: args.description,
                callbackFactory: args.callbackFactory,
                // The bundle contains everything that the closure requires, so no package is added beside it.
                codePathOptions: { extraExcludePackages: Object.keys(dependencies) },
                runtime: aws.lambda.Runtime.NodeJS24dX,
                timeout: args.timeoutSeconds,
                memorySize: args.memoryMb,
                reservedConcurrentExecutions: args.reservedConcurrency,
                role: this.role.arn,
                environment: { variables: args.variables },
                kmsKeyArn: args.keyArn,
                vpcConfig: { subnetIds: args.functionSubnetIds, securityGroupIds: [this.securityGroup.id] },
                loggingConfig: { logFormat: "JSON", logGroup: this.logGroup.name },
                tracingConfig: { mode: args.tracing ? "Active" : "PassThrough" },
            },
            {
                parent: this,
                transformations: [bundleCode(currentAccount(this).region, args.files)],
                // Lambda verifies at creation that the role may create network interfaces.
                dependsOn: [this.policy, this.logGroup],
            },
        );

        this.registerOutputs({ functionName: this.function.name, securityGroupId: this.securityGroup.id });
    }

    private rolePolicy({ functionName, statements, tracing }: VpcFunctionArgs<E, R>): pulumi.Output<string> {
        const functionArn = arnOf(currentAccount(this), "lambda", `function:${functionName}`);
        return policyDocument(
            ...statements,
            {
                Sid: "WriteLog",
                Effect: "Allow",
                Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
                Resource: pulumi.interpolate`${this.logGroup.arn}:*`,
            },
            {
                Sid: "LambdaMakesNetworkInterfaces",
                Effect: "Allow",
                Action: networkInterfaceActions,
                // IAM supports nothing narrower: the interfaces do not exist yet, and the Describe actions have no
                // resource types.
                Resource: "*",
            },
            {
                Sid: "CodeMakesNoNetworkInterfaces",
                Effect: "Deny",
                Action: networkInterfaceActions,
                Resource: "*",
                // https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html#configuration-vpc-best-practice
                Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
            },
            ...(tracing ? [sendTraces] : []),
        );
    }
}

const networkInterfaceActions = [
    "ec2:AssignPrivateIpAddresses",
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:UnassignPrivateIpAddresses",
];

const sendTraces: PolicyStatement = {
    Sid: "SendTraces",
    Effect: "Allow",
    Action: ["xray:PutTelemetryRecords", "xray:PutTraceSegments"],
    // These actions have no resource types.
    Resource: "*",
};
