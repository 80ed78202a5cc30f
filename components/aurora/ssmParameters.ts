import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What an application needs to connect. None of it is a secret. */
export interface ConnectionFacts {
    readonly host: pulumi.Input<string>;
    readonly readerHost: pulumi.Input<string>;
    readonly port: number;
    readonly databaseName: string;
    readonly secretArns: Readonly<Record<"application" | "reader" | "migration", pulumi.Input<string>>>;
}

/**
 * Publishes the connection facts in SSM Parameter Store.
 *
 * @param path starts and ends with `/`. A change moves what applications read.
 */
export function connectionParameters(
    name: string,
    path: string,
    facts: ConnectionFacts,
    parent: pulumi.Resource,
): aws.ssm.Parameter[] {
    return Object.entries(parameters(facts)).map(
        ([key, { value, description }]) =>
            new aws.ssm.Parameter(
                `${name}-${key}`,
                { name: `${path}${key}`, type: aws.ssm.ParameterType.String, value, description },
                { parent },
            ),
    );
}

function parameters({ host, readerHost, port, databaseName, secretArns }: ConnectionFacts) {
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
