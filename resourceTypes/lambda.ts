import { namedOutputs } from "./outputs";
import { actions, useOfKey } from "./providerActions";
import type { ResourceTypes } from "./resourceType";
import { words } from "./words";

const freeBecause = "a part of its function";

/** Lambda's functions, with the permissions to invoke them. */
export const lambda = {
    function: {
        token: "aws:lambda/function:Function",
        required: words("role"),
        autoName: "name",
        replacedBy: words("name packageType"),
        updatedBy: words(`
            code description environment handler kmsKeyArn loggingConfig memorySize reservedConcurrentExecutions
            role runtime tags timeout tracingConfig vpcConfig
        `),
        keeps: {
            "vpcConfig.securityGroupIds": "aws:ec2/securityGroup:SecurityGroup",
            "vpcConfig.subnetIds": "aws:ec2/subnet:Subnet",
        },
        taggable: true,
        policy: "ruled",
        actions: actions("lambda", {
            create: `CreateFunction PutFunctionConcurrency TagResource iam:PassRole ${useOfKey} ec2:DescribeSecurityGroups
            ec2:DescribeSubnets ec2:DescribeVpcs`,
            read: "GetFunction GetFunctionCodeSigningConfig GetFunctionConfiguration ListTags ListVersionsByFunction",
            update: `UpdateFunctionCode UpdateFunctionConfiguration PutFunctionConcurrency DeleteFunctionConcurrency
            TagResource UntagResource iam:PassRole`,
            delete: "DeleteFunction",
        }),
        outputs: namedOutputs("lambda", "function:"),
    },
    eventInvokeConfig: {
        token: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
        required: words("functionName"),
        replacedBy: words("functionName qualifier"),
        updatedBy: words("maximumEventAgeInSeconds maximumRetryAttempts"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("lambda", {
            create: "PutFunctionEventInvokeConfig",
            read: "GetFunctionEventInvokeConfig",
            update: "PutFunctionEventInvokeConfig",
            delete: "DeleteFunctionEventInvokeConfig",
        }),
        outputs: (r) => ({
            id: r.text("functionName"),
            computed: {},
        }),
    },
    invocation: {
        token: "aws:lambda/invocation:Invocation",
        schema: "lambda/invocation.go",
        required: words("functionName input"),
        // With `CREATE_ONLY`, the default of `lifecycleScope`, a new input is a new invocation.
        replacedBy: words("functionName input qualifier triggers"),
        updatedBy: words("lifecycleScope"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("lambda", { create: "InvokeFunction", read: "", update: "", delete: "" }),
        outputs: (r) => ({ id: `${r.text("functionName")}_$LATEST_${r.hex(32)}`, computed: { result: "{}" } }),
    },
    permission: {
        token: "aws:lambda/permission:Permission",
        required: words("action function principal"),
        autoName: "statementId",
        replacedBy: words("action function principal sourceAccount sourceArn statementId"),
        taggable: false,
        freeBecause,
        policy: "ruled",
        actions: actions("lambda", {
            create: "AddPermission",
            read: "GetPolicy",
            update: "",
            delete: "RemovePermission",
        }),
        outputs: (r) => ({ id: r.physicalName("statementId"), computed: {} }),
    },
} satisfies ResourceTypes;
