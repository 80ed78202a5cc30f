import { types } from "../../policy/resource";
import { functionRules } from "../../policy/rules/functions";
import { unknownValue } from "../../policy/values";
import { describeRules } from "./describeRules";
import { good, resource, secretArn } from "./resources";

const permission = (changes: Readonly<Record<string, unknown>> = {}) =>
    resource(types.permission, {
        action: "lambda:InvokeFunction",
        principal: "secretsmanager.amazonaws.com",
        sourceAccount: "123456789012",
        sourceArn: secretArn,
        ...changes,
    });

const network = (...zones: readonly string[]) =>
    resource(types.vpcComponent, {
        subnets: zones.map((availabilityZone, index) => ({ id: `subnet-${index + 1}`, availabilityZone })),
    });
const subnet = (id: string, availabilityZone: string) => resource(types.subnet, { id, availabilityZone });

const withVariables = (variables: object) => [good.function({ environment: { variables } })];

describeRules("the policy's rules for functions", functionRules, {
    "function-runtime": {
        passes: [[good.function()], [good.function({ runtime: "nodejs22.x" })]],
        fails: [[[good.function({ runtime: "nodejs20.x" })], "runtime: nodejs20.x: must be nodejs22.x or nodejs24.x"]],
    },
    "function-in-vpc": {
        passes: [[good.function()]],
        fails: [
            [
                [good.function({ vpcConfig: undefined })],
                "vpcConfig.subnetIds: is empty: must be set",
                "vpcConfig.securityGroupIds: is empty: must be set",
            ],
        ],
    },
    "function-two-zones": {
        passes: [
            [good.function(), network("us-east-1a", "us-east-1b")],
            [good.function(), subnet("subnet-1", "us-east-1a"), subnet("subnet-2", "us-east-1b")],
            [good.function()],
            [good.function(), network("us-east-1a")],
            [
                good.function({ vpcConfig: { subnetIds: [unknownValue] } }),
                resource(types.subnet, { id: unknownValue, availabilityZone: "us-east-1a" }),
            ],
        ],
        fails: [
            [
                [good.function(), network("us-east-1a", "us-east-1a")],
                'vpcConfig.subnetIds: ["subnet-1","subnet-2"]: must be in two availability zones',
            ],
            [
                [good.function({ vpcConfig: { subnetIds: ["subnet-1"] } }), subnet("subnet-1", "us-east-1a")],
                'vpcConfig.subnetIds: ["subnet-1"]: must be in two availability zones',
            ],
        ],
    },
    "function-variables-without-secret": {
        passes: [[good.function()], [good.function({ environment: undefined })]],
        fails: [
            [
                withVariables({ DB_PASSWORD: "x", HOST: "database" }),
                "environment.variables.DB_PASSWORD: looks like a password: must not be one",
            ],
            [
                withVariables({ CLIENT_SECRET: "x" }),
                "environment.variables.CLIENT_SECRET: looks like a password: must not be one",
            ],
            [
                withVariables({ URL: "postgres://a:b@database/x" }),
                "environment.variables.URL: looks like a password: must not be one",
            ],
        ],
    },
    "function-log-group": {
        passes: [[good.logGroup({ name: "/aws/lambda/rotation" }), good.function(), good.logGroup()]],
        fails: [
            [
                [good.function({ loggingConfig: { logFormat: "JSON" } }), good.logGroup()],
                "loggingConfig.logGroup: is empty: must be a log group of this stack",
            ],
            [
                [good.function(), good.logGroup({ name: "/aws/lambda/rotation" })],
                "loggingConfig.logGroup: /aws/lambda/access: must be a log group of this stack",
            ],
        ],
    },
    "function-tracing": {
        passes: [
            [
                good.function(),
                good.function({ role: "arn:aws-cn:iam::123456789012:role/a", tracingConfig: { mode: "PassThrough" } }),
            ],
        ],
        fails: [
            [
                [good.function({ tracingConfig: { mode: "PassThrough" } })],
                "tracingConfig.mode: PassThrough: must be Active",
            ],
        ],
    },
    "function-invoked-by-own": {
        passes: [
            [permission()],
            [permission({ sourceAccount: undefined })],
            [permission({ sourceArn: "arn:aws:s3:::uploads" })],
        ],
        fails: [
            [[permission({ principal: "*" })], "principal: *: must be the name of a service"],
            [[permission({ sourceArn: undefined })], "sourceArn: is empty: must be the ARN of a resource"],
            [[permission({ sourceArn: "arn:aws:s3:::*" })], "sourceArn: arn:aws:s3:::*: must be the ARN of a resource"],
            [
                [permission({ sourceArn: "arn:aws:s3:::*x" })],
                "sourceArn: arn:aws:s3:::*x: must be the ARN of a resource",
            ],
            [[permission({ action: "lambda:*" })], "action: lambda:*: must be lambda:InvokeFunction"],
            [
                [permission({ sourceAccount: undefined, sourceArn: "arn:aws:s3:::uploads" })],
                "sourceAccount: is empty: must be an account",
            ],
        ],
    },
});
