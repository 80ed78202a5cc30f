import { isNamedAsPassword, looksLikePassword } from "../passwordLike";
import { must, mustBe, mustBeSet, together } from "../requirements";
import { idOf, ofType, type Resource, types } from "../resource";
import type { Rule } from "../rule";
import { isUnknown, listOf, maySame, show, unknownValue, valueAt } from "../values";

/**
 * The Node.js runtimes that get security updates.
 * https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
const supportedRuntimes = ["nodejs22.x", "nodejs24.x"];

/** Rules for functions. */
export const functionRules: readonly Rule[] = [
    {
        id: "function-runtime",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A function uses a runtime that receives security updates.",
        reason: "A deprecated runtime receives no patches, and later the function can no longer be updated.",
        fix: `set runtime to ${supportedRuntimes.join(" or ")}`,
        appliesTo: ofType(types.function),
        problems: must(
            "runtime",
            (value) => supportedRuntimes.includes(String(value)),
            `must be ${supportedRuntimes.join(" or ")}`,
        ),
    },
    {
        id: "function-in-vpc",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A function is in the VPC, behind a security group.",
        reason: "Outside the VPC the function could reach the database only if the database were open to others.",
        fix: "set vpcConfig",
        appliesTo: ofType(types.function),
        problems: together(mustBeSet("vpcConfig.subnetIds"), mustBeSet("vpcConfig.securityGroupIds")),
    },
    {
        id: "function-two-zones",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "The subnets that the stack creates for a function are in at least two availability zones.",
        reason: "Otherwise the failure of one zone stops the function.",
        fix: "set vpcConfig.subnetIds to subnets of two zones",
        appliesTo: ofType(types.function),
        problems: (lambda, stack) => {
            const ids = listOf(valueAt(lambda.properties, "vpcConfig.subnetIds"));
            const zones = ids.map((id) => zoneOf(id, stack));
            return zones.some(isUnknown) || new Set(zones).size >= 2
                ? []
                : [`vpcConfig.subnetIds: ${show(ids)}: must be in two availability zones`];
        },
    },
    {
        id: "function-variables-without-secret",
        scope: "resource",
        enforcement: "mandatory",
        severity: "critical",
        what: "A function's environment variables contain no secret.",
        reason: "Everyone who may read the function's configuration sees them, and Pulumi keeps them in its state.",
        fix: "pass the ARN of a secret, which the function reads itself",
        appliesTo: ofType(types.function),
        problems: ({ properties }) =>
            Object.entries(valueAt(properties, "environment.variables") ?? {})
                .filter(
                    ([name, value]: [string, unknown]) =>
                        isNamedAsPassword(name) || (typeof value === "string" && looksLikePassword(value)),
                )
                .map(([name]) => `environment.variables.${name}: looks like a password: must not be one`),
    },
    {
        id: "function-log-group",
        scope: "stack",
        enforcement: "mandatory",
        severity: "medium",
        what: "A function logs to a log group of the stack.",
        reason: "Lambda creates a missing log group itself, without encryption and without an end of retention.",
        fix: "create the log group, and set loggingConfig.logGroup to its name",
        appliesTo: ofType(types.function),
        problems: (lambda, stack) => {
            const made = stack.filter(ofType(types.logGroup)).map(({ properties: { name } }) => name);
            return must(
                "loggingConfig.logGroup",
                (value) => made.some((name) => maySame(name, value)),
                "must be a log group of this stack",
            )(lambda);
        },
    },
    {
        id: "function-tracing",
        scope: "resource",
        enforcement: "advisory",
        severity: "low",
        what: "A function's invocations are traced, except in China, where Lambda has no X-Ray.",
        reason: "Only a trace shows where a slow invocation spent its time.",
        fix: "set the stack's tracing to true",
        appliesTo: (resource) => resource.type === types.function && !isInChina(resource),
        problems: mustBe("tracingConfig.mode", "Active"),
    },
    {
        id: "function-invoked-by-own",
        scope: "resource",
        enforcement: "mandatory",
        severity: "high",
        what: "A service may only invoke a function, and only for one resource of this account.",
        reason: "Otherwise another account could make the service invoke the function.",
        fix: "name a service as principal, lambda:InvokeFunction as action, and set sourceArn, and sourceAccount if the ARN contains no account",
        appliesTo: ofType(types.permission),
        problems: together(
            mustBe("action", "lambda:InvokeFunction"),
            must(
                "principal",
                (value) => /^[a-z0-9.-]+\.amazonaws\.com$/.test(String(value)),
                "must be the name of a service",
            ),
            must("sourceArn", (value) => /^arn:[^*?]+$/.test(String(value)), "must be the ARN of a resource"),
            // EventBridge documents only the ARN, which contains the account of the rule.
            (permission) =>
                containsAccount(permission.properties.sourceArn)
                    ? []
                    : must(
                          "sourceAccount",
                          (value) => /^\d{12}$/.test(String(value)),
                          "must be an account",
                      )(permission),
        ),
    },
];

/** Whether an ARN contains an account. An unknown ARN counts as one that does. */
function containsAccount(arn: unknown): boolean {
    return isUnknown(arn) || /^arn:[\w-]+:[\w-]+:[\w-]*:\d{12}:/.test(String(arn));
}

/** The zone of a subnet of the stack; the zone of any other subnet is unknown. */
function zoneOf(subnetId: unknown, stack: readonly Resource[]): unknown {
    if (isUnknown(subnetId)) {
        return unknownValue;
    }
    const made = stack.filter(ofType(types.subnet)).map((subnet) => ({ ...subnet.properties, id: idOf(subnet) }));
    // Under mocks `awsx` creates no subnets, but lists them.
    const listed = stack.filter(ofType(types.vpcComponent)).flatMap(({ properties: { subnets } }) => listOf(subnets));
    const found = [...made, ...listed].find((subnet) => valueAt(subnet, "id") === subnetId);
    return valueAt(found, "availabilityZone") ?? unknownValue;
}

/** Whether a function's role is in China's partition. A first preview does not know the role. */
function isInChina({ properties: { role } }: Resource): boolean {
    return typeof role === "string" && role.startsWith("arn:aws-cn:");
}
