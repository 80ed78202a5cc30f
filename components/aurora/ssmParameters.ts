import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { LoginKind } from "../../handlers/shared/loginKinds";
import type { ParameterName } from "../../handlers/shared/parameterNames";
import type { CustomEndpointDetails } from "./customEndpoint";
import type { AuroraPlatformArgs } from "./platformArgs";

/** Arguments of {@link createSsmParameters}. */
export type SsmParametersArgs = Pick<
    AuroraPlatformArgs,
    "parameterPath" | "parameterHandOver" | "port" | "databaseName"
>;

/** Endpoints and secrets of a platform. None of the values is a secret itself. */
export interface ConnectionDetails {
    /** The writer's endpoint. */
    readonly host: pulumi.Input<string>;
    /** The readers' endpoint. */
    readonly readerHost: pulumi.Input<string>;
    readonly customEndpoint: CustomEndpointDetails | undefined;
    readonly secretArns: Readonly<Record<LoginKind, pulumi.Input<string>>>;
}

/** Whether another stack may have the parameters before this one and after it. */
export function isHandedOver({
    parameterPath,
    parameterHandOver,
}: Pick<AuroraPlatformArgs, "parameterPath" | "parameterHandOver">): boolean {
    return parameterPath === parameterHandOver;
}

/**
 * Creates the SSM parameters from which applications read how to connect. A path that changes hands keeps its
 * parameters at every moment: the provider sends `Overwrite` for a parameter that exists
 * (https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/ssm/parameter.go), and the engine
 * forgets a retained one instead of deleting it.
 */
export function createSsmParameters(
    name: string,
    args: SsmParametersArgs,
    details: ConnectionDetails,
    parent: pulumi.Resource,
): aws.ssm.Parameter[] {
    const handedOver = isHandedOver(args);
    return Object.entries({ ...parameters(args, details), ...customParameter(details) }).map(
        ([key, { value, description }]) =>
            new aws.ssm.Parameter(
                `${name}-${key}`,
                {
                    name: `${args.parameterPath}${key}`,
                    type: aws.ssm.ParameterType.String,
                    value,
                    description,
                    ...(handedOver && { overwrite: true }),
                },
                { parent, retainOnDelete: handedOver },
            ),
    );
}

/** A parameter's value and description. */
interface Parameter {
    readonly value: pulumi.Input<string>;
    readonly description: string;
}

function customParameter({ customEndpoint }: ConnectionDetails): Readonly<Record<string, Parameter>> {
    if (customEndpoint === undefined) {
        return {};
    }
    const { name, host } = customEndpoint;
    return { [`${name}-host`]: { value: host, description: `The endpoint of the readers for ${name}` } };
}

function parameters(
    { port, databaseName }: SsmParametersArgs,
    { host, readerHost, secretArns }: ConnectionDetails,
): Readonly<Record<ParameterName, Parameter>> {
    return {
        host: { value: host, description: "The writer's endpoint" },
        "reader-host": { value: readerHost, description: "The readers' endpoint" },
        port: { value: String(port), description: "The port of both endpoints" },
        name: { value: databaseName, description: "The database's name" },
        "secret-arn": { value: secretArns.application, description: "The secret of the login that writes" },
        "reader-secret-arn": { value: secretArns.reader, description: "The secret of the login that reads" },
        "migration-secret-arn": {
            value: secretArns.migration,
            description: "The secret of the login that owns the schema",
        },
    };
}
